"""The calculators of the API: a rule answers a question, with its explanation."""
