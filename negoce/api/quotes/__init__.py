"""The quotes of the API."""
