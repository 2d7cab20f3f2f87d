"""Targets and forecast: the grid of what is to be sold, what is foreseen, what became of it."""
