"""What changes the room for manoeuvre in a deal and what is conceded there."""
