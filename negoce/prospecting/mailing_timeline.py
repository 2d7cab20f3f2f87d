"""Letters of mailings on the threads of the customer file; their e-mails are messages of the outbox, shown there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.companies.queries.visible import visible_companies
from negoce.prospecting.models import MailingRecipient

GROUP = "letters"
TEMPLATE = "web/activities/_item_plain.html"


def _rows(request: TimelineRequest) -> QuerySet[MailingRecipient]:
    rows = MailingRecipient.objects.filter(left_out="", mailing__posted_on__isnull=False)
    if request.contact_id is not None:
        rows = rows.filter(contact_id=request.contact_id)
    else:
        rows = rows.filter(company_id=request.company_id or 0)
    if not request.actor.sees_everything:
        rows = rows.filter(company__in=visible_companies(request.actor))
    return rows.order_by()


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    if request.groups and GROUP not in request.groups:
        return []
    rows = _rows(request)
    if request.search:
        rows = rows.filter(Q(subject__icontains=request.search) | Q(text__icontains=request.search))
    if request.owner_id is not None:
        rows = rows.filter(mailing__launched_by_id=request.owner_id)
    if request.person_id is not None:
        rows = rows.filter(contact_id=request.person_id)
    if request.after is not None:
        day, key = timezone.localdate(request.after.at), request.after.key
        rows = rows.filter(Q(mailing__posted_on__lt=day) | Q(mailing__posted_on=day, pk__lt=key))
    read = rows.select_related("mailing").order_by("-mailing__posted_on", "-pk")[: request.limit]
    return [_item(row) for row in read]


def _item(row: MailingRecipient) -> TimelineItem:
    day = row.mailing.posted_on
    assert day is not None
    at = timezone.make_aware(datetime.combine(day, time.min))
    context = {
        "title": _now("Lettre : %(subject)s") % {"subject": row.subject or row.mailing.name},
        "rest": row.name,
        "tone": "info",
        "text": "",
        "page": "",
        "public_id": "",
    }
    return TimelineItem(at, TimelinePosition(at, row.pk), TEMPLATE, context)


def _present(request: TimelineRequest) -> Sequence[str]:
    return [GROUP] if _rows(request).exists() else []


MAILED_LETTERS = TimelineSource(
    key="mailings", groups={GROUP: _("Lettres")}, read=_read, present=_present, knows_people=True
)
