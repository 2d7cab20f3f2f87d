"""The customer file: companies, their people, what was exchanged with them, search, duplicates and imports.

Not here: what they bought (orders, billing), what they are worth (portfolio), messages (outbox).
"""
