"""Reads of the tender of a deal."""
