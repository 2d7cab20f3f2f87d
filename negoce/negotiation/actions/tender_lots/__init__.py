"""What changes the lots of a tender."""
