"""Contracts and subscriptions on the screens."""
