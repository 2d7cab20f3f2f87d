"""What changes the state of prospecting."""
