"""My day for programs."""
