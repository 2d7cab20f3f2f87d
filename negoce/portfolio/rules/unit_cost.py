"""What each of those that came of an expense cost. Pure."""

from __future__ import annotations

from decimal import Decimal

from negoce.kit.money import round_money


def unit_cost(cost: Decimal | None, count: int) -> Decimal | None:
    """In euros; None where nothing was noted as spent, or nobody came."""
    return round_money(cost / count) if cost is not None and count else None
