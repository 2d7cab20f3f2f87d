"""Reads of approaches."""
