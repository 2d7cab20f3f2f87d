"""Reading files that come in and the imports made of them."""
