"""Reads sales cycles."""
