"""The concessions of a deal, and the margin that they weigh on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.models import Concession, Deal, Quote
from negoce.negotiation.queries.quote_floor import floor_on
from negoce.negotiation.queries.quote_standing import standing_quote
from negoce.negotiation.rules.concession_balance import Exchange


@dataclass(frozen=True, slots=True)
class QuotedMargin:
    """The quote that a deal stands at: what it sells for, what is left of it, and the floor in percent points."""

    quote: Quote
    net: Decimal
    margin: Decimal
    floor: Decimal


def concessions_of(deal: Deal) -> Sequence[Concession]:
    """The concessions of a deal that the caller sees, in their order; one query."""
    rows = Concession.objects.filter(deal=deal).select_related("settled_by")
    return list(rows.order_by("position", "id"))


def exchanges_of(rows: Sequence[Concession]) -> Sequence[Exchange]:
    """The same, as the rules weigh them."""
    return [
        Exchange(
            ConcessionState(each.state), each.cost, each.value, bool(each.asked), is_quoted=each.is_quoted
        )
        for each in rows
    ]


def quoted_margin(quotes: Sequence[Quote], today: date) -> QuotedMargin | None:
    """The margin of the quote that a deal stands at, if its costs are known; for who may read margins alone."""
    quote = standing_quote(quotes)
    if quote is None or quote.cost is None or quote.net <= 0:
        return None
    return QuotedMargin(quote, quote.net, quote.net - quote.cost, floor_on(today))
