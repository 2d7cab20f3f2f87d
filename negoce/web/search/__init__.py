"""The search box and the command palette; what is found is decided in companies/queries/search."""
