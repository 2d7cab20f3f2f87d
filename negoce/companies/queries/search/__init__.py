"""Reading the search index; its terms: rules/search/terms.py, who writes it: actions/search/index.py."""
