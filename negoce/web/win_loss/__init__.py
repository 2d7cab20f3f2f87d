"""Deals won and lost, and why (N14): where, against whom, at which step, what buyers say of it."""
