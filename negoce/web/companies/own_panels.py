"""The panels of the customer file itself: identity, contacts, group, addresses, last changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, AddressKind, Channel, DecisionPower
from negoce.companies.models import Contact
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.company_page import company_addresses, company_journal, company_subsidiaries
from negoce.companies.rules.decision_power import DECIDERS
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.web.activities.quick_entry import log_url
from negoce.web.companies.gauge import gauge_context
from negoce.web.companies.journal_lines import journal_lines
from negoce.web.companies.on_page import OVERVIEW_FIELDS_BELOW, shows_establishments
from negoce.web.companies.panel_types import IDENTITY, SIDE, Panel
from negoce.web.companies.record import CompanyRecord, url_or_nothing
from negoce.web.companies.values import fact_rows, joined_row

_SHOWN_CONTACTS = 5
_SHOWN_CHANGES = 8


def _identity(record: CompanyRecord) -> Mapping[str, object]:
    surfaces = (("production_surface", _("prod.")), ("storage_surface", _("stock")))
    rows = [
        fact_rows(record, ("kind", "activity_code")),
        joined_row(record, _("Effectif"), _persons(record)),
        joined_row(record, _("Surfaces"), surfaces),
        fact_rows(record, OVERVIEW_FIELDS_BELOW),
    ]
    return {"rows": rows, **gauge_context(record)}


def _persons(record: CompanyRecord) -> Sequence[tuple[str, object]]:
    """The head-count, and the establishments when there are several."""
    if not shows_establishments(record):
        return (("headcount", ""),)
    return (("headcount", ""), ("establishments_count", _("établissements")))


def contact_line(record: CompanyRecord, contact: Contact) -> Mapping[str, object]:
    """What a line about a person shows, as far as the actor may read it."""
    post = contact.current_post
    reads_power = may_read_field(record.actor, "post", "decision_power")
    power = post.decision_power if post and reads_power else ""
    phone = contact.phone
    if not phone and may_read_field(record.actor, "contact", "mobile"):
        phone = contact.mobile
    opposed = record.opposed.get(contact.pk, {})
    return {
        "name": contact.full_name,
        "url": url_or_nothing("contacts:record", contact.public_id),
        "function": post.function if post else "",
        "power": choice_label(DecisionPower, power) if power and power != DecisionPower.NONE.value else "",
        "decides": power in DECIDERS,
        "guards": post.guards.full_name if post and post.guards else "",
        "phone": "" if Channel.PHONE in opposed else phone,
        "phone_shown": format_phone(phone) if phone and Channel.PHONE not in opposed else "",
        "email": "" if Channel.EMAIL in opposed else contact.email,
        "call_log": log_url(record.actor, contact, ActivityKind.CALL),
        "mail_log": log_url(record.actor, contact, ActivityKind.EMAIL),
        "opposed": ", ".join(str(choice_label(Channel, channel)) for channel in opposed),
    }


def _contacts(record: CompanyRecord) -> Mapping[str, object]:
    shown = record.people.contacts[:_SHOWN_CONTACTS]
    count = record.people.count if shown else ""
    new_url = url_or_nothing("contacts:create") if record.actor.may(Permission.CREATE) else ""
    return {
        "lines": [contact_line(record, contact) for contact in shown],
        "count": count,
        "others": len(record.people.contacts) - len(shown),
        "all_url": f"{record.url}?tab=contacts",
        "link_url": url_or_nothing("contacts:link") + f"?company={record.company.public_id}"
        if record.may_edit
        else "",
        "new_url": f"{new_url}?company={record.company.public_id}" if new_url else "",
    }


def _group(record: CompanyRecord) -> Mapping[str, object]:
    return {
        "rows": [fact_rows(record, ("group_name", "parent"))],
        "subsidiaries": company_subsidiaries(record.actor, record.company),
    }


def _addresses(record: CompanyRecord) -> Mapping[str, object]:
    addresses = company_addresses(record.company)
    return {
        "addresses": [(address, choice_label(AddressKind, address.kind)) for address in addresses],
        "count": len(addresses) or "",
        "may_edit": record.may_edit,
    }


def _journal(record: CompanyRecord) -> Mapping[str, object] | None:
    entries = company_journal(record.company, _SHOWN_CHANGES + 1)
    if not entries:
        return None
    return {
        "lines": journal_lines(record, entries[:_SHOWN_CHANGES]),
        "more": len(entries) > _SHOWN_CHANGES,
    }


CONTACTS = Panel(
    "contacts", _("Interlocuteurs"), "web/companies/_contacts.html", _contacts, queries_max=2, column=SIDE
)
# Contacts and tags: the gauge counts the first, the last line shows the others.
IDENTITY_CARD = Panel(
    "identity", _("Identité"), "web/companies/_identity.html", _identity, queries_max=2, column=SIDE
)
GROUP = Panel(
    "group", _("Groupe"), "web/companies/_group.html", _group, queries_max=2, tab=IDENTITY, column=SIDE
)
ADDRESSES = Panel(
    "addresses",
    _("Adresses"),
    "web/companies/_addresses.html",
    _addresses,
    queries_max=1,
    tab=IDENTITY,
    column=SIDE,
)
JOURNAL = Panel(
    "journal",
    _("Dernières modifications"),
    "web/companies/_journal.html",
    _journal,
    queries_max=1,
    tab=IDENTITY,
    column=SIDE,
)
