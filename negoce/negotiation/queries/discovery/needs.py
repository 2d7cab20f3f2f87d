"""Needs that became lines: those of an interview, the drafts they may go to, the products that may serve them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef

from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Deal, DiscoveryInterview, DiscoveryNeed, Quote
from negoce.negotiation.queries.quotes import visible_quotes


def needs_of(actor: Actor, interview: DiscoveryInterview) -> Mapping[str, Sequence[DiscoveryNeed]]:
    """By question, in quotes that the actor sees; one query."""
    found: dict[str, list[DiscoveryNeed]] = defaultdict(list)
    rows = DiscoveryNeed.objects.filter(
        Exists(visible_quotes(actor).filter(pk=OuterRef("quote_id"))), answer__interview=interview
    )
    for each in rows.select_related("answer", "quote", "product").order_by("pk"):
        found[each.answer.question].append(each)
    return found


def drafts_of(actor: Actor, deal: Deal) -> Sequence[Quote]:
    """The drafts of a deal, the latest first."""
    return list(visible_quotes(actor).filter(deal=deal, state=QuoteState.DRAFT.value).order_by("-pk")[:20])
