"""What changes the objectives of deals: each file one state change."""
