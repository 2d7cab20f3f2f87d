"""Reads of the comparison of offers of a tender."""
