"""What is read of the objectives of deals."""
