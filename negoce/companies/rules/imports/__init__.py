"""A row of a file read: columns guessed, values cleaned, faults named. No database here."""
