"""Reading the search index; its terms: rules/search_terms.py, who writes it: actions/search_index.py."""
