"""What a merge would do, and the merges made."""
