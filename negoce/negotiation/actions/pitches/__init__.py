"""What changes the blocks of pitches, and the pitch of a deal."""
