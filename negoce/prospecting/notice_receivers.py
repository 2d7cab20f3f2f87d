"""A notice has left: the person was told, and that message proves it; until it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import system_actor
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message


def notice_sent(payload: Mapping[str, Any]) -> None:
    """Note the day on which the mail left, unless it came back or the person was told already; a second call changes
    nothing.
    """
    message = Message.objects.filter(public_id=payload["message"]).select_related("contact").first()
    person = message.contact if message is not None else None
    if message is None or person is None or message.state == MessageState.BOUNCED.value:
        return
    day = timezone.localdate(datetime.fromisoformat(str(payload["at"])))
    with transaction.atomic():
        rows = Contact.objects.filter(pk=person.pk, informed_on__isnull=True, erased_at__isnull=True)
        if not rows.update(informed_on=day, informed_through=Channel.EMAIL.value, updated_at=timezone.now()):
            return
        record(
            system_actor(message.from_name or ""),
            Entry(
                "informed",
                "contact",
                person.pk,
                person.full_name,
                company_key=person.company_id,
                changes={
                    "informed_on": (None, day),
                    "informed_through": ("", Channel.EMAIL.value),
                    "message": (None, message.public_id),
                },
            ),
        )


def notice_bounced(payload: Mapping[str, Any]) -> None:
    """Take back what a notice that came back noted: the person is to be told again; a second call changes nothing."""
    message = Message.objects.filter(public_id=payload["message"]).select_related("contact").first()
    person = message.contact if message is not None else None
    if message is None or person is None:
        return
    noted = (
        JournalEntry.objects.filter(subject_kind="contact", subject_id=person.pk, verb="informed")
        .order_by("-at", "-pk")
        .first()
    )
    if noted is None or noted.values.get("message") != [None, message.public_id]:
        return
    day = noted.values["informed_on"][1]
    with transaction.atomic():
        rows = Contact.objects.filter(
            pk=person.pk, informed_on=day, informed_through=Channel.EMAIL.value, erased_at__isnull=True
        )
        if not rows.update(informed_on=None, informed_through="", updated_at=timezone.now()):
            return
        record(
            system_actor(),
            Entry(
                "changed",
                "contact",
                person.pk,
                person.full_name,
                company_key=person.company_id,
                changes={
                    "informed_on": (day, None),
                    "informed_through": (Channel.EMAIL.value, ""),
                    "message": (message.public_id, None),
                },
            ),
        )
