"""What changes the library of arguments, and what is noted of their use."""
