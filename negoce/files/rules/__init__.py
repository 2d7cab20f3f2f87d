"""What is a file, how its text is written, where its table begins: pure."""
