"""The `negoce` command line."""
