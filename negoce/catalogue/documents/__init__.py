"""What the customer receives on paper: a frozen value of a quote, an order, an invoice or a letter, and its PDF."""
