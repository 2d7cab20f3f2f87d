"""The messages that a person was written, for their right of access."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.interfaces import PersonTable
from negoce.companies.models import Contact
from negoce.outbox.enums import SECRET_KINDS, ContactPurpose, MessageState
from negoce.outbox.models import Message
from negoce.outbox.words.choices import PURPOSES, STATES
from negoce.outbox.words.reasons import from_stored, say


def messages_to(contact_ids: Sequence[int]) -> QuerySet[Message]:
    """Those linked to these people, and those to the addresses that they have now, oldest first."""
    theirs = Q(contact_id__in=contact_ids)
    emails = Contact.objects.filter(pk__in=contact_ids).exclude(email="").order_by("pk")
    for email in emails.values_list("email", flat=True):
        theirs |= Q(contact__isnull=True, to_address__iexact=email)
    return Message.objects.filter(theirs).order_by("created_at", "pk")


def person_messages(contact_id: int) -> Sequence[PersonTable]:
    """What was written to them, with the decision that allowed or refused it.

    The words of a code or of a link are left out: they prove who reads the mailbox, not who makes the copy.
    """
    rows = [
        (
            _moment(row.created_at),
            row.to_address,
            row.subject,
            "" if row.kind in SECRET_KINDS else row.text,
            " · ".join(each.name for each in row.attachments.all()),
            str(STATES[MessageState(row.state)]),
            str(PURPOSES[ContactPurpose(row.purpose)]),
            say(from_stored(row.decided_by)),
        )
        for row in messages_to([contact_id]).prefetch_related("attachments")
    ]
    columns = (
        *(_("Date"), _("Adresse"), _("Objet"), _("Texte"), _("Pièces jointes")),
        *(_("État"), _("Finalité"), _("Décision")),
    )
    return [PersonTable("messages", _("Messages"), columns, rows)]


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M")
