"""What is read before a sale is signed."""
