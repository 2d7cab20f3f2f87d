"""Pure rules of prospecting."""
