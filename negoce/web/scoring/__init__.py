"""Scores: the rules and their points, the model learned on outcomes, and both on the page of a company."""
