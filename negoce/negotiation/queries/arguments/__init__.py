"""Arguments: the library, and the one advised on a deal."""
