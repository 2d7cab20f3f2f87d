"""The yearly sales action plan: conquest, development and loyalty."""
