"""The page of the portfolio: what it is worth, where it leads, and what to do about it."""
