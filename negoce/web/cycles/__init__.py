"""The page of sales cycles."""
