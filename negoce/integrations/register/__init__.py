"""The public register of companies, as « Recherche d’entreprises » speaks: asked by number or by name."""
