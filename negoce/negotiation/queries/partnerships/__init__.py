"""Partnerships as somebody sees them."""
