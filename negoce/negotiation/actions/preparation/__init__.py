"""What is written to prepare a meeting."""
