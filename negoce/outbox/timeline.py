"""Messages on the threads of the customer file."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.models import Message
from negoce.outbox.queries.visible import visible_messages
from negoce.outbox.words.choices import KINDS, STATES, TONES

# The filter of the thread that e-mails noted by hand answer to as well.
GROUP = "messages"
TEMPLATE = "web/activities/_item_plain.html"
_READ = ("public_id", "kind", "state", "subject", "to_name", "to_address", "created_at")
# A thread tells what left, or may have; what was kept from leaving is read on the page of messages.
_SHOWN = (
    MessageState.SENT,
    MessageState.IN_DOUBT,
    MessageState.FAILED,
    MessageState.WAITING,
    MessageState.SENDING,
    MessageState.BOUNCED,
)


def _rows(request: TimelineRequest) -> QuerySet[Message]:
    rows = visible_messages(request.actor).filter(state__in=[state.value for state in _SHOWN])
    if request.contact_id is not None:
        return rows.filter(contact_id=request.contact_id)
    return rows.filter(company=request.company_id)


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    if request.groups and GROUP not in request.groups:
        return []
    rows = _rows(request)
    if request.search:
        words = request.search
        rows = rows.filter(
            Q(subject__icontains=words) | Q(text__icontains=words) | Q(to_name__icontains=words)
        )
    if request.owner_id is not None:
        rows = rows.filter(sender_id=request.owner_id)
    if request.person_id is not None:
        rows = rows.filter(contact_id=request.person_id)
    if request.after is not None:
        at, key = request.after.at, request.after.key
        rows = rows.filter(created_at__lte=at).filter(Q(created_at__lt=at) | Q(pk__lt=key))
    return [_item(row) for row in rows.only(*_READ).order_by("-created_at", "-id")[: request.limit]]


def _item(row: Message) -> TimelineItem:
    state, kind = MessageState(row.state), str(KINDS[MessageKind(row.kind)])
    to = row.to_name or row.to_address
    context = {
        "title": _now("E-mail : %(subject)s") % {"subject": row.subject or kind},
        "rest": " · ".join(part for part in (to, str(STATES[state])) if part),
        "tone": TONES[state] or "info",
        "text": "",
        # Where the shell has a page for it, the title leads there.
        "page": "outbox:message",
        "public_id": row.public_id,
    }
    return TimelineItem(row.created_at, TimelinePosition(row.created_at, row.pk), TEMPLATE, context)


def _present(request: TimelineRequest) -> Sequence[str]:
    return [GROUP] if _rows(request).exists() else []


MESSAGES = TimelineSource(
    key="outbox", groups={GROUP: _("E-mails")}, read=_read, present=_present, knows_people=True
)
