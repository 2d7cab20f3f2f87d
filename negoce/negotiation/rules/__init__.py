"""Rebates, cash discounts, financing and the right of withdrawal. Pure."""
