"""Fairs: where we meet people, and the page that notes them on a telephone, with the network or without."""
