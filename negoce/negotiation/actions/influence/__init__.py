"""Changes of the influence map of a deal, one file each."""
