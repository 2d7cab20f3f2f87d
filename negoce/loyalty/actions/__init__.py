"""What is written of contracts."""
