"""What keeps a customer: contracts and subscriptions so far. Not here: the invoices they give rise to (billing)."""
