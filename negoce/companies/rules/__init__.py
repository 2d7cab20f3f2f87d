"""Rules of the customer file: pure functions and frozen values, no Django."""
