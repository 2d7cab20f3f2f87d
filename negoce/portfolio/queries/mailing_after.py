"""What companies did in the weeks after a mailing reached them: exchanges, meetings, quotes, orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.negotiation.models import QuoteVersion
from negoce.orders.models import Order
from negoce.outbox.enums import MessageState
from negoce.prospecting.actions.mailing_posted import pieces_gone
from negoce.prospecting.enums import MailingKind
from negoce.prospecting.models import Mailing, MailingRecipient

AFTER_DAYS = 60
_MEETINGS = (ActivityKind.VISIT.value, ActivityKind.VIDEO.value)
_EXCHANGES = (ActivityKind.CALL.value, ActivityKind.EMAIL.value, ActivityKind.MESSAGE.value)


@dataclass(frozen=True, slots=True)
class MailingAfter:
    """Counts over the companies that a mailing reached; amounts in euros without VAT, `cost` that of its pieces."""

    companies: int
    exchanges: int
    meetings: int
    quotes: int
    orders: int
    amount: Decimal
    cost: Decimal


def mailing_after(actor: Actor, mailing: Mailing) -> MailingAfter | None:
    """The figures for the companies that the actor sees; None before anything left. Six queries."""
    start = _start(mailing)
    reached = _reached(mailing)
    if start is None or not reached.exists():
        return None
    if not actor.sees_everything:
        reached = reached.filter(company__in=visible_companies(actor))
    companies = reached.values("company_id")
    end = start + timedelta(days=AFTER_DAYS)
    done = Activity.objects.filter(
        company__in=companies,
        state=ActivityState.DONE.value,
        deleted_at__isnull=True,
        starts_at__gt=start,
        starts_at__lte=end,
    ).order_by()
    quotes = QuoteVersion.objects.filter(
        quote__company__in=companies, version=1, sent_at__gt=start, sent_at__lte=end
    ).order_by()
    day, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    orders = Order.objects.filter(
        own_currency(),
        company__in=companies,
        cancelled_at__isnull=True,
        ordered_on__gt=day,
        ordered_on__lte=last,
    ).order_by()
    found = orders.aggregate(count=Count("pk"), amount=Sum("net"))
    kinds = dict(done.values_list("kind").annotate(count=Count("pk")))
    return MailingAfter(
        companies=companies.distinct().count(),
        exchanges=sum(kinds.get(kind, 0) for kind in _EXCHANGES),
        meetings=sum(kinds.get(kind, 0) for kind in _MEETINGS),
        quotes=quotes.count(),
        orders=found["count"],
        amount=round_money(Decimal(found["amount"] or 0)),
        cost=round_money(mailing.piece_cost * pieces_gone(mailing)),
    )


def _start(mailing: Mailing) -> datetime | None:
    if mailing.kind != MailingKind.LETTER.value:
        return mailing.launched_at
    if mailing.posted_on is None:
        return None
    return timezone.make_aware(datetime.combine(mailing.posted_on, time.min))


def _reached(mailing: Mailing) -> QuerySet[MailingRecipient]:
    rows = MailingRecipient.objects.filter(mailing=mailing, left_out="").order_by()
    if mailing.kind == MailingKind.LETTER.value:
        return rows
    return rows.filter(message__state=MessageState.SENT.value)
