"""What negotiation prints."""
