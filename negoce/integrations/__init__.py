"""Outside services, one folder each: what we ask and what comes back, in our words. No model, no word of the trade."""
