"""Custom fields on the pages of records; their settings are in web/settings."""
