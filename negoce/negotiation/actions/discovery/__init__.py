"""Actions on discovery: an interview begun, its answers, its deletion."""
