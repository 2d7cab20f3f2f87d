"""What of negotiation the timeline of a customer tells."""
