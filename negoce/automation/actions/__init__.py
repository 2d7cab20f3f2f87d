"""What changes the state of automation."""
