"""Measures of customers, pure."""
