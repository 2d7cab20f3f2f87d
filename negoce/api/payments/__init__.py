"""The payments of the API, and what customers owe."""
