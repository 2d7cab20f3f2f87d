"""Two records made one, and two again; everything that points at them follows."""
