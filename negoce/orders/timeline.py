"""Orders on the threads of the customer file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.companies.queries.visible import company_rights
from negoce.kit.money import format_money
from negoce.orders.models import Order

GROUP = "documents"
TEMPLATE = "web/activities/_item_plain.html"
_READ = ("public_id", "reference", "ordered_on", "net", "currency", "lines_count", "cancelled_at")


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Orders stand at the beginning of their day, under what was said that day."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    rows = Order.objects.filter(company_rights(request.actor, "company__"), company_id=request.company_id)
    if request.search:
        rows = rows.filter(reference__icontains=request.search)
    if request.after is not None:
        day, key = (
            timezone.localtime(request.after.at, timezone.get_default_timezone()).date(),
            request.after.key,
        )
        rows = rows.filter(ordered_on__lte=day).filter(Q(ordered_on__lt=day) | Q(pk__lt=key))
    return [_item(order) for order in rows.only(*_READ).order_by("-ordered_on", "-id")[: request.limit]]


def _item(order: Order) -> TimelineItem:
    at = timezone.make_aware(datetime.combine(order.ordered_on, time()), timezone.get_default_timezone())
    language = (get_language() or "fr")[:2]
    count = order.lines_count
    rest = format_money(order.net, language, order.currency)
    if count:
        rest += " · " + ngettext("%(count)s ligne", "%(count)s lignes", count) % {"count": count}
    is_return = order.net < 0
    title = _now("Retour %(reference)s") if is_return else _now("Commande %(reference)s")
    cancelled = order.cancelled_at is not None
    context = {
        "title": title % {"reference": order.reference},
        "rest": f"{rest} · {_now('annulée')}" if cancelled else rest,
        "tone": "bad" if cancelled or is_return else "good",
        "text": "",
        # Where the shell has a page for it, the title leads there.
        "page": "orders:order",
        "public_id": order.public_id,
    }
    return TimelineItem(at, TimelinePosition(at, order.pk), TEMPLATE, context)


def _present(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None or not Order.objects.filter(company_id=request.company_id).exists():
        return []
    return [GROUP]


ORDERS = TimelineSource(key="orders", groups={GROUP: _("Documents")}, read=_read, present=_present)
