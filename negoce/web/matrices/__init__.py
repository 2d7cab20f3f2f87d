"""The matrices: potential and accessibility of targets, offers and segments, why customers leave and stay."""
