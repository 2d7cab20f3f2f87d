"""Sales aids: the list, one with its moves, those of a deal."""
