"""Reading the search index. What it is made of: rules/search_terms.py; who writes it: actions/search_index.py."""
