"""Electronic invoices: CII and UBL XML, Factur-X, their validation, and the messages of their life."""
