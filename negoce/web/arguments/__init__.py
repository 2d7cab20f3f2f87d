"""The library of arguments, and the one advised on a deal."""
