"""What columns of the board are worth by the odds of their steps, learned from the team's own deals (S3)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from negoce.negotiation.rules.deal_steps import BoardColumn
from negoce.portfolio.models import StepOdds

Chances = Mapping[str, StepOdds]


def weighted(
    figures: Mapping[str, tuple[int, Decimal]], column: BoardColumn, chances: Chances
) -> Decimal | None:
    """The sum of a column, each step's amounts times its odds; None before odds were ever learned."""
    if not chances:
        return None
    worth = Decimal(0)
    for step in column.steps:
        _count, total = figures.get(step.value, (0, Decimal(0)))
        odds = chances.get(step.value)
        worth += total * Decimal(str(odds.probability)) if odds is not None else Decimal(0)
    return worth
