"""Deals on the threads of the customer file: won and lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.kit.money import format_money
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language

GROUP = "deals"
TEMPLATE = "web/activities/_item_plain.html"
_READ = (
    "public_id", "name", "state", "amount", "currency", "outcome_reason", "outcome_note", "closed_on",
    "competitor__name",
)  # fmt: skip
_CLOSED = (DealState.WON.value, DealState.LOST.value)


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Closed deals stand at the beginning of their day."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    rows = visible_deals(request.actor).filter(company_id=request.company_id, state__in=_CLOSED)
    if request.search:
        rows = rows.filter(name__icontains=request.search)
    if request.after is not None:
        zone = timezone.get_default_timezone()
        day, key = timezone.localtime(request.after.at, zone).date(), request.after.key
        rows = rows.filter(closed_on__lte=day).filter(Q(closed_on__lt=day) | Q(pk__lt=key))
    rows = rows.select_related("competitor").only(*_READ)
    return [_item(deal) for deal in rows.order_by("-closed_on", "-id")[: request.limit]]


def _item(deal: Deal) -> TimelineItem:
    assert deal.closed_on is not None
    at = timezone.make_aware(datetime.combine(deal.closed_on, time()), timezone.get_default_timezone())
    won = deal.state == DealState.WON
    title = _now("Affaire gagnée : %(name)s") if won else _now("Affaire perdue : %(name)s")
    rest = [format_money(deal.amount, reader_language(), deal.currency)] if deal.amount is not None else []
    rest += [label_of(OutcomeReason, deal.outcome_reason)] if deal.outcome_reason else []
    rest += [deal.competitor.name] if deal.competitor is not None else []
    context = {
        "title": title % {"name": deal.name},
        "rest": " · ".join(rest),
        "tone": "good" if won else "bad",
        "text": deal.outcome_note,
        "page": "deals:deal",
        "public_id": deal.public_id,
    }
    return TimelineItem(at, TimelinePosition(at, deal.pk), TEMPLATE, context)


def _present(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    rows = Deal.objects.filter(company_id=request.company_id, state__in=_CLOSED, deleted_at__isnull=True)
    return [GROUP] if rows.exists() else []


DEALS = TimelineSource(key="deals", groups={GROUP: _("Affaires")}, read=_read, present=_present)
