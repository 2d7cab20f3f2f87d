"""What is read of the room for manoeuvre and of concessions, of a deal that the caller sees."""
