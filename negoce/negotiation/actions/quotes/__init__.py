"""What is done to quotes: one state change a file."""
