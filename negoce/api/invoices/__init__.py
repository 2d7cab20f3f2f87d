"""The invoices and credit notes of the API."""
