"""The numbers to dial, shown in the entry that notes a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityKind, Channel
from negoce.companies.models import Contact
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.contacts import opposed_channels
from negoce.companies.rules.phones import format_phone
from negoce.identity.rules.actor import Actor
from negoce.web.activities.who import Who


@dataclass(frozen=True, slots=True)
class Number:
    """Whose number, its address, how it is read; `closed` says why it is not to be dialled."""

    name: str
    url: str
    shown: str
    closed: str = ""


def numbers_of(actor: Actor, who: Who, kind: str) -> Sequence[Number]:
    """The numbers of the people chosen, else that of their company; one query when people are chosen."""
    if kind != ActivityKind.CALL.value or who.company is None:
        return ()
    opposed = opposed_channels([person.pk for person in who.contacts]) if who.contacts else {}
    found = []
    for person in who.contacts:
        if Channel.PHONE in opposed.get(person.pk, {}):
            found.append(Number(person.full_name, "", "", _("ne veut pas être appelé")))
        elif number := _own_number(actor, person):
            found.append(Number(person.full_name, f"tel:{number}", format_phone(number)))
    if found or not who.company.phone:
        return found
    return [Number(who.company.name, f"tel:{who.company.phone}", format_phone(who.company.phone))]


def choose_the_only_one(who: Who) -> None:
    """Tick whoever alone works at the company that is called."""
    if who.company is None or who.ticked:
        return
    present = [person for person in who.people if person.company_id == who.company.pk]
    if len(present) == 1:
        who.ticked = frozenset({present[0].public_id})


def _own_number(actor: Actor, person: Contact) -> str:
    mobile = person.mobile if may_read_field(actor, "contact", "mobile") else ""
    return person.phone or mobile
