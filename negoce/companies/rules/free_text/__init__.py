"""What may not be written about a person in a free text, and how it is found (domain 5.4)."""
