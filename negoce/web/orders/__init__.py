"""Orders on the screens of the program."""
