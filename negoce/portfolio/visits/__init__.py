"""The maths of tours: what a visit is worth, how long roads are, in which order to drive. No Django, no tables."""
