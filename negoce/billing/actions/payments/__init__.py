"""What moves the accounts of customers: money received, what it settles, reminders."""
