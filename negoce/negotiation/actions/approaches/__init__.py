"""Changes of approaches."""
