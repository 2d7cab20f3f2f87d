"""Pure rules of automation."""
