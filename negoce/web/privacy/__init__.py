"""What concerns a person's rights on their data: notice, oppositions, retention, export, erasure."""
