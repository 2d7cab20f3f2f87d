"""Merge fields, retries, how long messages are kept: pure."""
