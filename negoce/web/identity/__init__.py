"""Signing in, and the pages where people, teams, territories and roles are administered."""
