"""Playbooks: written, switched on, begun, taken a step further, stopped (L5)."""
