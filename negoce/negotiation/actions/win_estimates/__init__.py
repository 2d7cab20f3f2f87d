"""Actions on what salespeople think of the chance to win."""
