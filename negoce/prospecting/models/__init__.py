"""The tables of prospecting."""
