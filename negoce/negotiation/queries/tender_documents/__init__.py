"""Reads of the documents of a tender and of the certificates of the house."""
