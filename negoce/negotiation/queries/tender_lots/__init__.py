"""Reads of the lots of a tender."""
