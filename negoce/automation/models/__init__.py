"""The tables of automation."""
