"""Reports: what may be counted, by what, and the one query that does it."""
