"""Deals on the screens of the program: list, board, page."""
