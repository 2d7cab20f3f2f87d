"""The pitch in six parts: the library of its blocks, and the pitch of a deal."""
