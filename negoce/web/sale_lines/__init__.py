"""The editor of the lines of a sale: quotes, orders and invoices share it; it knows none of them."""
