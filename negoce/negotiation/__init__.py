"""Deals, their offers and what financing an offer costs; the rules of the talk itself come to live here too."""
