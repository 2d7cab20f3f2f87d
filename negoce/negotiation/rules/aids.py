"""Sales aids: which are counted, what is low, what is to be fetched back, which to bring to a deal. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negoce.kit.explain import Explanation
from negoce.negotiation.enums import AidCondition, AidKind, AidMoveReason

# Documents are files: nothing of them runs out.
UNCOUNTED = frozenset({AidKind.ADMINISTRATIVE, AidKind.DISCOVERY_PLAN})
# What is lent rather than given, unless somebody says otherwise.
LENT = frozenset({AidKind.TESTER, AidKind.DISPLAY})
# A document that ends so soon is to be asked for again.
EXPIRY_DAYS = 30
MOST_PROPOSED = 6
# Pieces in these conditions go back to where they are kept.
BACK_IN_STOCK = frozenset({AidCondition.GOOD, AidCondition.WORN})
REASON_OF = {
    AidCondition.GOOD: AidMoveReason.RETURNED,
    AidCondition.WORN: AidMoveReason.RETURNED,
    AidCondition.BROKEN: AidMoveReason.BROKEN,
    AidCondition.LOST: AidMoveReason.LOST,
}


class Standing(StrEnum):
    """Where a date stands: nothing to do, soon, past."""

    FINE = "fine"
    SOON = "soon"
    PAST = "past"


def expiry(expires_on: date | None, today: date) -> Standing:
    """Whether a document still holds: it does on its last day."""
    if expires_on is None:
        return Standing.FINE
    if expires_on < today:
        return Standing.PAST
    return Standing.SOON if (expires_on - today).days <= EXPIRY_DAYS else Standing.FINE


def days_late(due_on: date | None, today: date) -> int:
    """By how many days a loan is late; 0 on its day and before."""
    return max((today - due_on).days, 0) if due_on is not None else 0


def is_low(stock: int, low_at: int | None) -> bool:
    """Whether it is time to order again: the stock reached the level that was set."""
    return low_at is not None and stock <= low_at


@dataclass(frozen=True, slots=True)
class KnownAid:
    """An aid of the library; `product` is what it shows, or nothing."""

    key: int
    kind: AidKind
    product: int | None
    stock: int


@dataclass(frozen=True, slots=True)
class ProposedAid:
    """An aid to bring, and why."""

    key: int
    reason: Explanation


def propose(
    aids: Sequence[KnownAid], products: frozenset[int], chosen: frozenset[int], *, met_before: bool
) -> Sequence[ProposedAid]:
    """Aids to bring that nobody chose yet: those of the products offered, and for a first meeting cards and brochures.

    What is counted and of which nothing is left is not proposed.
    """
    found = []
    for each in aids:
        if each.key in chosen or (each.kind not in UNCOUNTED and each.stock <= 0):
            continue
        if each.product is not None and each.product in products:
            found.append((0, each.key, Explanation("aid.product")))
        elif each.product is None and not met_before and each.kind in (AidKind.CARD, AidKind.BROCHURE):
            found.append((1, each.key, Explanation("aid.first_meeting")))
    found.sort(key=lambda each: each[:2])
    return [ProposedAid(key, reason) for _rank, key, reason in found[:MOST_PROPOSED]]
