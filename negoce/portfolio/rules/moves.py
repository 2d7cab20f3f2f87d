"""The few best things to do about what a portfolio shows, each with what it is worth. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negoce.portfolio.enums import CUSTOMERS, LifeStatus
from negoce.portfolio.rules.balance import Needed
from negoce.portfolio.rules.portrait import Portrait
from negoce.portfolio.rules.thresholds import Thresholds

SHOWN = 5
ZERO = Decimal(0)


class MoveKind(StrEnum):
    """What may be done."""

    RECALL = "recall"
    KEEP = "keep"
    WIN = "win"
    CLOSE = "close"
    PROTECT = "protect"


@dataclass(frozen=True, slots=True)
class Move:
    """`worth` in euros: a margin when `is_margin`, which not everybody may read, else a revenue. `number` of companies
    (or of customers to win), `more` what its sentence adds: likely ones, prospects, a share in percent points.
    """

    kind: MoveKind
    number: int
    worth: Decimal
    is_margin: bool
    more: Decimal | int | None = None


def moves(portrait: Portrait, thresholds: Thresholds) -> tuple[Move, ...]:
    """At most five moves, the one worth most first; what is worth nothing is no move."""
    found = [
        _recall(portrait),
        _keep(portrait),
        _win(portrait),
        _close(portrait),
        _protect(portrait, thresholds),
    ]
    kept = [move for move in found if move is not None and move.number > 0 and move.worth > 0]
    return tuple(sorted(kept, key=lambda move: -move.worth)[:SHOWN])


def _recall(portrait: Portrait) -> Move:
    """All dormant customers, as in the list behind; worth what the calls that pay for themselves bring (by R-P7)."""
    dormant = LifeStatus.DORMANT
    worth = portrait.euros("recalled_cents", dormant)
    likely = portrait.sum("likely", dormant)
    return Move(MoveKind.RECALL, portrait.number(dormant), worth, is_margin=True, more=likely)


def _keep(portrait: Portrait) -> Move:
    """Customers who still buy by their rhythm, and whom the model rather thinks gone: the revenue of their year."""
    number = portrait.sum("doubtful", *CUSTOMERS)
    return Move(MoveKind.KEEP, number, portrait.euros("doubtful_cents", *CUSTOMERS), is_margin=False)


def _win(portrait: Portrait) -> Move | None:
    """What customers may take away and no open deal makes up for, in new customers."""
    found: Needed | None = portrait.needed_ahead().value
    if found is None:
        return None
    return Move(MoveKind.WIN, found.customers, found.revenue, is_margin=False, more=found.prospects)


def _close(portrait: Portrait) -> Move:
    """Deals under way with companies that never bought: amount × probability."""
    deals = portrait.content["deals"]
    return Move(MoveKind.CLOSE, deals["number"], Decimal(deals["expected_cents"]) / 100, is_margin=False)


def _protect(portrait: Portrait, thresholds: Thresholds) -> Move | None:
    """Customers so large that losing one would hurt: the part of the revenue above what is prudent."""
    place = portrait.content["concentration"]
    if place is None:
        return None
    limit = place["whole"] * thresholds.concentration_percent / 100
    large = [cents for _company, cents in place["largest_ones"] if cents > limit]
    share = Decimal(sum(large)) * 100 / place["whole"]
    return Move(MoveKind.PROTECT, len(large), Decimal(sum(large)) / 100, is_margin=False, more=share)
