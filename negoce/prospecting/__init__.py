"""Before the first order: qualification of companies, referrals.

What looks back over outcomes stands in `portfolio`.
"""
