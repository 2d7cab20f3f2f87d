"""What changes the requirements of a tender and our answers."""
