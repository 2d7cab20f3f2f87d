"""Where the API begins."""

ROOT = "/api/v1/"
