"""Accounts of customers on screen: what is owed, payments, the bank's statements, reminders."""
