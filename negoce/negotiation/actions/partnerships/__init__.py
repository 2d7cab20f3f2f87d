"""Actions on partnerships: the agreement, its objectives, the deals worked together."""
