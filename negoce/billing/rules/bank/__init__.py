"""Statements of banks, whatever their format, as one value."""
