"""Whether the quotes of a deal win it, and for how much. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from negoce.negotiation.enums import QuoteState
from negoce.negotiation.rules.quote_states import OPEN


@dataclass(frozen=True, slots=True)
class Offered:
    """A quote of the deal: its state, what it comes to excluding VAT."""

    state: str
    net: Decimal


@dataclass(frozen=True, slots=True)
class Won:
    """What was accepted, excluding VAT; `others_open` tells that more may still come."""

    amount: Decimal
    others_open: bool


def won_by(quotes: Iterable[Offered]) -> Won | None:
    """What the accepted quotes come to together; None when none is accepted."""
    offered = list(quotes)
    accepted = [quote.net for quote in offered if quote.state == QuoteState.ACCEPTED]
    if not accepted:
        return None
    return Won(sum(accepted, Decimal(0)), any(quote.state in OPEN for quote in offered))
