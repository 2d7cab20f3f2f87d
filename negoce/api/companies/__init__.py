"""The companies of the API."""
