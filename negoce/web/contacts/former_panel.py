"""Those who left a company: its page tells where they are now and who took over (F3)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Departure
from negoce.companies.queries.contact_page import FormerContact, former_contacts
from negoce.companies.words.choices import choice_label
from negoce.companies.words.contact_values import show_contact_value
from negoce.web.companies.panel_types import PEOPLE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.contacts.record import contact_url


def _former(record: CompanyRecord) -> Mapping[str, object] | None:
    found = former_contacts(record.actor, record.company)
    lines = [
        {
            "name": each.person.full_name,
            "url": contact_url(each.person) if each.seen else "",
            "function": each.post.function,
            "until": show_contact_value("", each.post.ended_on),
            "now": _house(each),
            "departure": choice_label(Departure, each.post.departure or Departure.UNKNOWN.value),
            "successor": each.post.successor.full_name if each.post.successor else "",
        }
        for each in found
    ]
    return {"lines": lines} if lines else None


def _house(each: FormerContact) -> str:
    """Where they are now; only that they are somewhere when the actor does not see it."""
    if each.now is None:
        return ""
    return each.now.company.name if each.seen else _now("une entreprise que vous ne voyez pas")


FORMER_PEOPLE = Panel(
    "former", _("Anciens interlocuteurs"), "web/contacts/_former.html", _former, queries_max=2, tab=PEOPLE
)
