"""How codes become sentences: each package keeps its own sentences, this is the one way to fill them in."""
