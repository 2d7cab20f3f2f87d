"""The page of settings: what may be set, by those who may set it."""
