"""The head of a contact's page: chips, the line under the name, and the ways to reach them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityKind, Channel, DecisionPower, Department, Departure
from negoce.companies.rules.decision_power import DECIDERS
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.companies.words.contact_values import show_contact_value
from negoce.ui.html import chip, link, text
from negoce.web.activities.quick_entry import log_url
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import ContactRecord


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach the person: its address, or since when it is closed."""

    label: str
    url: str
    title: str
    closed: str = ""
    log_url: str = ""


def head_context(record: ContactRecord) -> Mapping[str, object]:
    """What the head shows, for the page and for the fragments that follow a change."""
    return {
        "contact": record.contact,
        "record": record,
        "chips": head_chips(record),
        "line": head_line(record),
        "ways": ways_to_reach(record),
        "full_name": record.contact.full_name,
    }


def head_chips(record: ContactRecord) -> SafeString:
    """What weighs on how one deals with the person."""
    parts = []
    post = record.post
    if post is not None and post.decision_power and record.may_read("decision_power"):
        tone = "accent" if post.decision_power in DECIDERS else ""
        parts.append(chip(choice_label(DecisionPower, post.decision_power), tone=tone))
    if record.contact.informed_on is None:
        parts.append(chip(_("Information RGPD à donner"), tone="warn"))
    if record.opposed:
        names = ", ".join(choice_label(Channel, channel) for channel in record.opposed)
        parts.append(chip(_("Opposition : %(channels)s") % {"channels": names}, tone="bad"))
    return SafeString("".join(parts))


def head_line(record: ContactRecord) -> SafeString:
    """« Acheteuse · Achats · Laiterie du Vercors · depuis le 4 nov. 2026 », or how they left."""
    post, company = record.post, record.contact.company
    house = link(company_url(company), company.name)
    if post is None:
        last = record.posts[0] if record.posts else None
        if last is None or last.ended_on is None:
            return house
        kind = last.departure or Departure.UNKNOWN.value
        words = text(choice_label(Departure, kind))
        day = text(_("le %(day)s") % {"day": show_contact_value("", last.ended_on)})
        return SafeString(f"{text(last.function)} · {house} · {words} {day}".removeprefix(" · "))
    parts = [text(post.function), text(choice_label(Department, post.department) if post.department else "")]
    parts.append(house)
    if post.started_on:
        parts.append(text(_("depuis le %(day)s") % {"day": show_contact_value("", post.started_on)}))
    return SafeString(" · ".join(part for part in parts if part))


def ways_to_reach(record: ContactRecord) -> Sequence[Way]:
    """Call and write, closed where the person said so."""
    contact = record.contact
    mobile = contact.mobile if record.may_read("mobile") else ""
    number = contact.phone or mobile
    ways = []
    if number:
        closed = _closed(record, Channel.PHONE)
        log = log_url(record.actor, contact, ActivityKind.CALL)
        ways.append(Way(_("Appeler"), f"tel:{number}", format_phone(number), closed, log))
    if contact.email:
        closed = _closed(record, Channel.EMAIL)
        log = log_url(record.actor, contact, ActivityKind.EMAIL)
        ways.append(Way(_("Écrire"), f"mailto:{contact.email}", contact.email, closed, log))
    return ways


def _closed(record: ContactRecord, channel: Channel) -> str:
    if channel not in record.opposed:
        return ""
    return _("opposition du %(day)s") % {"day": show_contact_value("", record.opposed[channel])}
