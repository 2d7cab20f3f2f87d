"""Reads of the accounts of customers."""
