"""What a person may ask for: erasure, a copy of their data, opposition by channel (domain 5)."""
