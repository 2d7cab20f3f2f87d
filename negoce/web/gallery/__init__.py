"""Every component in every state, light and dark; in debug and demo only. Its records are those of the design pictures."""
