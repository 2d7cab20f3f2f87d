"""Offers by segment: written, launched, made to each company (S5)."""
