"""Quotes on the screens of the program."""
