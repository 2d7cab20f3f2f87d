"""Reads of the requirements of a tender."""
