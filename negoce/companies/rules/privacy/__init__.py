"""Which words lead to a person, what is redacted, how long it is kept (domain 5)."""
