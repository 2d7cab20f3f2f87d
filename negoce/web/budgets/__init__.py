"""Budgets by status, profitability of customers, who is not followed, how many salespeople it takes."""
