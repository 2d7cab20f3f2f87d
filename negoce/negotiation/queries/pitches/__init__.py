"""Pitches: the library of blocks, and the pitch of a deal."""
