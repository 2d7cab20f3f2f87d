"""What changes the tender of a deal."""
