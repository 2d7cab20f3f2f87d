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
    own = {step.value: figures[step.value] for step in column.steps if step.value in figures}
    return weighted_sum(own, chances)


def weighted_sum(figures: Mapping[str, tuple[int, Decimal]], chances: Chances) -> Decimal | None:
    """What is expected of the amounts of steps, each times the odds of its step; None before odds were learned."""
    if not chances:
        return None
    worth = Decimal(0)
    for step, (_count, total) in figures.items():
        odds = chances.get(step)
        worth += total * Decimal(str(odds.probability)) if odds is not None else Decimal(0)
    return worth
