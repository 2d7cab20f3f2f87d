"""What is noted of how a sale ends."""
