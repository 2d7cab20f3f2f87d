"""What of the catalogue is pure: reading its values."""
