"""Changes of sales cycles."""
