"""Reads of automation."""
