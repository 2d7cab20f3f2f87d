"""Objectives on the page of a deal, and what was attained of them."""
