"""The one gate for every message to a person: who may be written to, what waits, what left, what is not known.

Not here: what makes a message necessary (quotes, invoices, campaigns), nor the line to the server (integrations/smtp).
"""
