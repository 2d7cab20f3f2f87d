"""How a deal ends: what is looked at before signing, what was agreed, what is noted when leaving."""
