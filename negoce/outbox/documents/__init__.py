"""A message as it leaves: its HTML, its whole content."""
