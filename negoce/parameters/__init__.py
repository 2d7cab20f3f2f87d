"""What changes with the calendar or the firm: dated rates and ceilings, thresholds, the seller's own identity."""
