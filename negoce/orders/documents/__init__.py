"""What orders print."""
