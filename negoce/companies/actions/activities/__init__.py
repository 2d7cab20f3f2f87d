"""What was done or is planned with people: written, done, put off, reported, taken back."""
