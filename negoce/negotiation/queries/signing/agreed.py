"""What was agreed in a deal: the offer that stands, the concessions accepted, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.companies.models import Activity, Contact
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.models import Concession, Deal, QuoteLine, QuoteVersion
from negoce.negotiation.queries.deals.page import deal_quotes
from negoce.negotiation.queries.quotes import current_version, lines_of
from negoce.negotiation.queries.signing.facts import quote_to_sign
from negoce.negotiation.queries.signing.marks import dated_next_step


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a summary is made of; no cost and no margin of ours is in it."""

    deal: Deal
    number: str
    version: QuoteVersion | None
    lines: Sequence[QuoteLine]
    concessions: Sequence[Concession]
    next_step: Activity | None
    contact: Contact | None
    sender: str


def what_was_agreed(actor: Actor, deal: Deal, contact: Contact | None, today: date) -> Agreed:
    """Read for one deal that the actor sees; five queries at most."""
    quote = quote_to_sign(deal_quotes(deal))
    version = current_version(quote) if quote is not None else None
    accepted = Concession.objects.filter(deal=deal, state=ConcessionState.ACCEPTED.value)
    return Agreed(
        deal=deal,
        number=quote.number if quote is not None else "",
        version=version,
        lines=lines_of(version) if version is not None else [],
        concessions=list(accepted.order_by("position", "pk")),
        next_step=dated_next_step(actor, deal, today),
        contact=contact,
        sender=actor.name,
    )
