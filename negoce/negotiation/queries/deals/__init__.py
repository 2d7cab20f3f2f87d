"""What is read of deals, always from those that the actor may see."""
