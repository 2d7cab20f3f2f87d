"""What was discovered in a deal."""
