"""Orders of customers and their lines, and what each customer has bought.

Not here: offers (negotiation) and invoices (billing).
"""
