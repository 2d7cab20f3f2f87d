"""Records that may be one: the pairs, the preview of a merge, its undo."""
