"""The catalogue of the API."""
