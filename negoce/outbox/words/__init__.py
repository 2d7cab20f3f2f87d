"""What the outbox says to people."""
