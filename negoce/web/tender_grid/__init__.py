"""Lots of a tender, its criteria, the offers compared and the price that wins, on the page of the tender."""
