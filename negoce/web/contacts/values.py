"""Values of a contact as the page shows them, edited in place where the actor may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel
from negoce.companies.words.contact_values import show_contact_value
from negoce.ui.components.lists import editable
from negoce.ui.html import or_nothing, text
from negoce.web.addresses import address_of
from negoce.web.contacts.fields import FIELDS
from negoce.web.contacts.record import ContactRecord

# Which refusals close a coordinate.
_CLOSED_BY = {
    "email": (Channel.EMAIL,),
    "phone": (Channel.PHONE,),
    "mobile": (Channel.PHONE, Channel.TEXT_MESSAGE),
    "linkedin": (Channel.SOCIAL,),
}


def stored_value(record: ContactRecord, name: str) -> Any:
    """What is stored in a field of the contact, or of its main post."""
    row = record.post if FIELDS[name].of_post else record.contact
    return getattr(row, name) if row is not None else None


def shown_value(record: ContactRecord, name: str) -> str:
    """The value of a field in safe markup; empty for nothing."""
    value = stored_value(record, name)
    if value is None or value == "":
        return ""
    if name == "guards":
        return text(value.full_name)
    if name == "owner":
        return text(value.full_name)
    if name == "site":
        return text(_site_words(value))
    words = text(show_contact_value(name, value))
    if name == "linkedin":
        return SafeString(words.removeprefix("https://").removeprefix("www.").removesuffix("/"))
    if name in ("note", "gatekeeper_advice"):
        return SafeString(words.replace("\n", "<br>"))
    return SafeString(words)


def note_beside(record: ContactRecord, name: str) -> SafeString:
    """What is worth knowing after the value: the opposition that closes it, a way to open it."""
    for channel in _CLOSED_BY.get(name, ()):
        if channel in record.opposed and stored_value(record, name):
            day = show_contact_value("", record.opposed[channel])
            texts = channel is Channel.TEXT_MESSAGE
            words = _("opposition aux SMS du %(day)s") if texts else _("opposition du %(day)s")
            return SafeString(text(words % {"day": day}))
    if name == "linkedin" and record.contact.linkedin:
        label = text(_("Ouvrir dans un autre onglet"))
        url = text(record.contact.linkedin)
        return SafeString(
            f'<a href="{url}" target="_blank" rel="noopener noreferrer" aria-label="{label}">↗</a>'
        )
    return SafeString("")


def field_url(record: ContactRecord, name: str) -> str:
    """The address that edits one field."""
    return address_of("contacts:field", record.contact.public_id, name)


def fact_row(record: ContactRecord, name: str) -> SafeString:
    """One line of a list of facts; empty for a field that the actor may not read."""
    field = FIELDS[name]
    if not record.may_read(name) or (field.of_post and record.post is None):
        return SafeString("")
    shown = SafeString(shown_value(record, name))
    inside: str = (
        editable(shown, field_url(record, name), label=field.title)
        if record.may_write(name)
        else or_nothing(shown)
    )
    beside = note_beside(record, name)
    under = f' <span class="muted">{beside}</span>' if beside else ""
    return SafeString(f'<dt>{text(field.title)}</dt><dd id="f-{name}">{inside}{under}</dd>')


def fact_rows(record: ContactRecord, names: Sequence[str]) -> SafeString:
    """Several lines of facts."""
    return SafeString("".join(fact_row(record, name) for name in names))


def _site_words(site: object) -> str:
    label, city = getattr(site, "label", ""), getattr(site, "city", "")
    return " · ".join(part for part in (label or getattr(site, "line1", ""), city) if part)
