"""The pages of prospecting plans: should we prospect, plans, which channels."""
