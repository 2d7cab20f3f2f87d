"""The journal on screen: who may see which entry, and its fields and values in words."""
