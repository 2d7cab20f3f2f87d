"""What is told of how a sale is signed."""
