"""Writes the demo world into the database, in small pieces that can be interrupted."""
