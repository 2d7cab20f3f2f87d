"""Invoices, credit notes, payments and reminders, with the legal rules that govern them."""
