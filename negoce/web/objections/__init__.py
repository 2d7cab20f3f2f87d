"""The library of objections, and on a deal those heard and those to expect."""
