"""Are two records the same? Columns guessed, values normalised, compared, weighed. No database here."""
