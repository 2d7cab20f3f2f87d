"""Every component in every state, light and dark; debug and demo only. Its records are invented."""
