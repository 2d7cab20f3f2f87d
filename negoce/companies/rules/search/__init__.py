"""Terms of the search index: words, typos, what is found marked. No database here."""
