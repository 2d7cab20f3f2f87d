"""Room for manoeuvre and concessions on the page of a deal."""
