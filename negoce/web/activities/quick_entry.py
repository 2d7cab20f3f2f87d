"""Addresses of the quick entry already filled: with whom, what, and whether it is still to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Company, Contact
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.web.activities.words import ICONS
from negoce.web.addresses import address_of


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A button of a record's head that opens the quick entry."""

    label: str
    icon: str
    url: str


def quick_url(
    record: Company | Contact, kind: ActivityKind, *, planned: bool = False, deal_id: str = ""
) -> str:
    """The form of one kind about a company, or about a contact and their company; of a deal with `deal_id`."""
    who = "contact" if isinstance(record, Contact) else "company"
    values = {who: record.public_id, "kind": kind.value}
    if planned:
        values["state"] = ActivityState.PLANNED.value
    if deal_id:
        values["deal"] = deal_id
    return f"{address_of('activities:create')}?{urlencode(values)}"


def log_url(actor: Actor, record: Company | Contact, kind: ActivityKind) -> str:
    """Where a call or a message is noted while it is made; empty for who may not write."""
    return quick_url(record, kind) if actor.may(Permission.CREATE) else ""


def shortcuts(actor: Actor, record: Company | Contact) -> Sequence[Shortcut]:
    """Note, task, meeting: one press each."""
    if not actor.may(Permission.CREATE):
        return ()
    wanted = (
        (_("Nouvelle note"), ActivityKind.NOTE, False),
        (_("Nouvelle tâche"), ActivityKind.TASK, True),
        (_("Prévoir une visite"), ActivityKind.VISIT, True),
    )
    return [
        Shortcut(label, ICONS[kind], quick_url(record, kind, planned=planned))
        for label, kind, planned in wanted
    ]
