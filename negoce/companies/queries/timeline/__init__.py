"""The thread of a record, from every source that declares itself."""
