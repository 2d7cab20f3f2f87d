"""Mailings: their list, a draft with its preview on real records, what became of them, letters to print."""
