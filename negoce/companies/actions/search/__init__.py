"""Writing the search index; reading it: queries/search."""
