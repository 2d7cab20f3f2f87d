"""The deals of the API."""
