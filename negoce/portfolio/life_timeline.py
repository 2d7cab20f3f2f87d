"""Changes of status on the threads of the customer file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.companies.queries.visible import company_rights
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.life_words import STATUS_LABELS, life_sentence
from negoce.portfolio.models import StatusChange
from negoce.portfolio.rules.life_reason import read_reason

GROUP = "statuses"
TEMPLATE = "web/activities/_item_plain.html"
_TONES = {
    LifeStatus.NEW: "good",
    LifeStatus.IRREGULAR: "good",
    LifeStatus.REGULAR: "good",
    LifeStatus.AMBASSADOR: "good",
    LifeStatus.HOT: "accent",
    LifeStatus.DORMANT: "warn",
    LifeStatus.LOST: "bad",
}


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Changes stand at the beginning of their day, under what was said that day; a search does not look at them."""
    if request.company_id is None or request.search or (request.groups and GROUP not in request.groups):
        return []
    rows = StatusChange.objects.filter(
        company_rights(request.actor, "company__"), company_id=request.company_id
    )
    if request.after is not None:
        day = timezone.localtime(request.after.at, timezone.get_default_timezone()).date()
        rows = rows.filter(happened_on__lte=day).filter(Q(happened_on__lt=day) | Q(pk__lt=request.after.key))
    return [_item(row) for row in rows.order_by("-happened_on", "-pk")[: request.limit]]


def _item(row: StatusChange) -> TimelineItem:
    at = timezone.make_aware(datetime.combine(row.happened_on, time()), timezone.get_default_timezone())
    after = LifeStatus(row.after)
    before = str(STATUS_LABELS[LifeStatus(row.before)]) if row.before else ""
    rest = _now("auparavant %(status)s") % {"status": before} if before else ""
    declared = _now("déclaré") if row.cause == StatusCause.DECLARED else ""
    context = {
        "title": _now("Statut : %(status)s") % {"status": STATUS_LABELS[after]},
        "rest": " · ".join(part for part in (rest, declared) if part),
        "tone": _TONES.get(after, "info"),
        "text": _sentence(row),
    }
    return TimelineItem(at, TimelinePosition(at, row.pk), TEMPLATE, context)


def _sentence(row: StatusChange) -> str:
    """Why, as known on that day; figures brought up to date since would tell of orders still to come."""
    why = read_reason(row.reason)
    last = why.figures.get("last")
    return "" if isinstance(last, date) and last > row.happened_on else life_sentence(why)


def _present(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    return [GROUP] if StatusChange.objects.filter(company_id=request.company_id).exists() else []


STATUSES = TimelineSource(key="statuses", groups={GROUP: _("Statuts")}, read=_read, present=_present)
