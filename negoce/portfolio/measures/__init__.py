"""Measures over all customers at once, written once as Ibis expressions: no model, no Django."""
