"""The platforms that carry electronic invoices (plateformes agréées): one interface, whichever the firm chose.

`client` speaks the norm that all of them owe (AFNOR XP Z12-013), `folder` is for those that take files, `fake` stands
in for one on this machine. Not here: what an invoice says, what its statuses mean (billing).
"""
