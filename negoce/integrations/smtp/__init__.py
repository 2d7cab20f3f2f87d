"""Mail handed to a server: the outbox's messages and, beside it, mail about accounts. Nothing else writes to people.

Not here: who may be written to (outbox), what the messages say.
"""
