"""What a day is made of: one file a source, then how they are put together and read."""
