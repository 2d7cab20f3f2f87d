"""The activities of the API."""
