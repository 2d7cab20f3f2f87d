"""Forms of sign-in and of people administration."""
