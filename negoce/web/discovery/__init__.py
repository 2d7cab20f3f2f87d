"""Discovery: what to ask, what was answered, the words heard behind it."""
