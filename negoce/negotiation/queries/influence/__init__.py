"""What the influence map of a deal reads."""
