"""The contacts of the API."""
