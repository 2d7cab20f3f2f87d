"""People, their posts and their moves from one company to another."""
