"""Négoce: the sales CRM for French companies that sell to other companies.

The rooms and who may import whom are described in docs/developer/architecture.md.
"""
