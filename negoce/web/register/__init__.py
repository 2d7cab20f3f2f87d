"""Companies completed from the public register."""
