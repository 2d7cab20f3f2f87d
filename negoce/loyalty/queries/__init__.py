"""What is read of contracts."""
