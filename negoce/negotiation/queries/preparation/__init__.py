"""What is read to prepare a meeting."""
