"""Files made from the customer file."""
