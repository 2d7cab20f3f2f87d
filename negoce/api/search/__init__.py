"""The search of the API."""
