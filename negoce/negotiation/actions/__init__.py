"""Writes of negotiation."""
