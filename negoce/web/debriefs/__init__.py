"""Reviews of meetings: written after each, answered by a manager, told over time."""
