"""Qualification and referrals in the API."""
