"""The public page of an offer: read, downloaded, accepted or not by whoever holds its link."""
