"""Reading dated values: the one that holds on a day, never one made up."""
