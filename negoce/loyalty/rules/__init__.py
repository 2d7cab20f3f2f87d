"""Rules of loyalty: pure functions, no Django."""
