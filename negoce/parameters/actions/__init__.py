"""Writes of parameters that need no right of their own."""
