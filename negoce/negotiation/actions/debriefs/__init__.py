"""What is done with the reviews of meetings."""
