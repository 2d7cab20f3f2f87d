"""The contracts of the API."""
