"""What the portfolio hands out as files."""
