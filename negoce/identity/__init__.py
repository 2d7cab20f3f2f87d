"""People, teams, territories, roles and the journal: who may see and change what, and who did.

Not here: the persons at our customers (companies) and the sign-in pages (web/identity).
"""
