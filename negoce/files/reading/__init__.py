"""Reads tables: rows of texts with the number that a person sees beside them."""
