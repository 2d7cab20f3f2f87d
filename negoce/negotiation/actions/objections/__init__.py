"""What changes the library of objections, and what is noted of them in deals."""
