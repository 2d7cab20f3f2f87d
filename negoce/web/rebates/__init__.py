"""Year-end rebates on the screens."""
