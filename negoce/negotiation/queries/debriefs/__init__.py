"""What is read of the reviews of meetings."""
