"""What the portfolio shows of a company: its chapters of business behaviour and results."""
