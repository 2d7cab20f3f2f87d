"""Notes that somebody the file knows was told what is held of them, when what they said of themselves says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor

# What a program says of a day further back can no longer be proved.
MOST_DAYS = 31
_WHO = (Permission.MANAGE_PRIVACY, Permission.MANAGE_PROSPECTING)

# Whether the actor may say of this contact that they were told on this day.
Believed = Callable[[Actor, Contact, date], bool]


def shown_by_us(_actor: Actor, _contact: Contact, _day: date) -> bool:
    """The notice stood on our own form, or was given on our stand: it is what it is."""
    return True


def said_by_a_program(actor: Actor, contact: Contact, day: date) -> bool:
    """A day since the person is known, from who sees them or answers for what people are told."""
    if day < timezone.localdate(contact.created_at):
        return False
    return any(actor.may(each) for each in _WHO) or visible_contacts(actor).filter(pk=contact.pk).exists()


def note_informed(actor: Actor, contact: Contact, day: date, through: Channel | None, *, proof: str) -> None:
    """Keep the first day on which the person was told, with its proof; the rest of the record stays as it is."""
    words = through.value if through is not None else ""
    rows = Contact.objects.filter(pk=contact.pk, informed_on__isnull=True)
    if not rows.update(informed_on=day, informed_through=words, updated_at=timezone.now()):
        return
    changes = {
        "informed_on": (None, day),
        **({"informed_through": ("", words)} if words else {}),
        "proof": (None, proof),
    }
    record(
        actor,
        Entry(
            "informed",
            "contact",
            contact.pk,
            contact.full_name,
            company_key=contact.company_id,
            changes=changes,
        ),
    )
