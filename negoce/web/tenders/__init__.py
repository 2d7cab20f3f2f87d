"""The tender that a deal answers, on the page of the deal."""
