"""The snapshots of the portfolio."""

from negoce.portfolio.models.customer_rank import CustomerRank

__all__ = ["CustomerRank"]
