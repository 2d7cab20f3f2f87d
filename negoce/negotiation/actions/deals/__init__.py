"""What changes deals: each file one state change."""
