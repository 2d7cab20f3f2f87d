"""Partnerships: their list, the page of each, what a deal shares, what stands on the page of the partner."""
