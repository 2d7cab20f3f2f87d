"""My day: whom to contact today, why, and what it is worth."""
