"""The imports of the API."""
