"""Reads of offers by segment."""
