"""What of negotiation the search of the whole house finds."""
