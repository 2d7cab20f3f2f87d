"""Sales aids: the list, the page of one with its moves, those of a deal."""
