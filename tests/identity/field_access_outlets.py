"""Where a sensitive field could come out: each outlet gives what a signed-in person reads there, spaces taken out."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import DecisionPower
from negoce.companies.models import ActivityContact, Contact, ContactPreference, Observation, Post
from negoce.companies.queries.lists.definition import all_columns
from negoce.companies.words.choices import choice_label
from negoce.web.companies.panels import PANELS as COMPANY_PANELS
from negoce.web.contacts.panels import PANELS as CONTACT_PANELS
from tests.factories.companies import PARIS, make_activity, make_company

MARK = "zqxjkv"
MOBILE = "+33639987654"
FORMER_MOBILE = "+33639123456"
HTMX = {"HX-Request": "true"}
Key = tuple[str, str]

# What is stored, and how it reads wherever it is shown; no value is found in another.
VALUES: Mapping[Key, tuple[Any, str]] = {
    ("contact", "mobile"): (MOBILE, "39987654"),
    ("contact", "linkedin"): (f"https://www.linkedin.com/in/{MARK}-linkedin", f"{MARK}-linkedin"),
    ("contact", "note"): (f"{MARK}-note", f"{MARK}-note"),
    ("contact", "contact_preferences"): (f"{MARK}-preference", f"{MARK}-preference"),
    ("contact", "observations"): (f"{MARK}-observation", f"{MARK}-observation"),
    ("post", "decision_power"): (DecisionPower.PRESCRIBES.value, choice_label(DecisionPower, "prescribes")),
    ("post", "decision_ceiling"): (Decimal(751428), "751428"),
    ("post", "gatekeeper_advice"): (f"{MARK}-advice", f"{MARK}-advice"),
    ("post", "mobile_then"): (FORMER_MOBILE, "39123456"),
}
# Those found by their mark alone.
MARKED = tuple(key for key, (_stored, shown) in VALUES.items() if shown.startswith(MARK))


def give(contact: Contact, key: Key) -> None:
    """Store the field's value, and what it needs to be shown."""
    model, field = key
    value = VALUES[key][0]
    if field == "contact_preferences":
        ContactPreference.objects.create(
            contact=contact, text=value, told_for="visites", told_on=date(2026, 11, 2)
        )
    elif field == "observations":
        visit = make_activity(contact.company, kind="visit", starts_at=datetime(2026, 11, 3, 9, tzinfo=PARIS))
        ActivityContact.objects.create(activity=visit, contact=contact)
        Observation.objects.create(
            contact=contact, activity=visit, kind="interest", value="price", words_heard=value
        )
    elif field == "mobile_then":
        former = make_company("Ancienne")
        Post.objects.create(contact=contact, company=former, ended_on=date(2026, 1, 5), mobile_then=value)
    elif model == "post":
        Post.objects.filter(pk=contact.current_post_id).update(**{field: value})
    else:
        Contact.objects.filter(pk=contact.pk).update(**{field: value})
    index_records("contact", [contact.pk])


def plain(content: bytes | str) -> str:
    """The text as it is read, without any space: numbers are set apart in many ways."""
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    return "".join(html.unescape(text).split())


def read(client: Client, url: str, *, fragment: bool = False) -> str:
    """What an address answers, whatever its status."""
    answer = client.get(url, headers=HTMX if fragment else {})
    assert answer.status_code in (200, 403, 404), (url, answer.status_code)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return plain(content)


def contact_page(client: Client, contact: Contact) -> str:
    """The page and each of its panels alone."""
    pages = [reverse("contacts:record", args=[contact.public_id])]
    pages += [reverse("contacts:panel", args=[contact.public_id, panel.key]) for panel in CONTACT_PANELS]
    return "\n".join(read(client, page) for page in pages)


def company_page(client: Client, contact: Contact) -> str:
    """The page, each tab and each panel alone."""
    home = contact.company.public_id
    record = reverse("companies:record", args=[home])
    pages = [record, *(f"{record}?tab={panel.tab}" for panel in COMPANY_PANELS)]
    pages += [reverse("companies:panel", args=[home, panel.key]) for panel in COMPANY_PANELS]
    pages.append(reverse("companies:journal", args=[home]))
    return "\n".join(read(client, page) for page in dict.fromkeys(pages))


def _all_columns() -> str:
    from negoce.companies.queries.lists.registry import LISTS

    return ",".join(column.key for column in all_columns(LISTS["contacts"]) if column.shown)


def list_columns(client: Client, contact: Contact) -> str:
    """The list of contacts with every column asked for."""
    return read(client, f"{reverse('lists:contacts')}?columns={_all_columns()}")


def csv_export(client: Client, contact: Contact) -> str:
    """The list as a CSV file, every column asked for."""
    return read(client, f"{reverse('lists:export', args=['contacts'])}?format=csv&columns={_all_columns()}")


def xlsx_export(client: Client, contact: Contact) -> str:
    """The list as a workbook, every column asked for."""
    return read(client, f"{reverse('lists:export', args=['contacts'])}?format=xlsx&columns={_all_columns()}")


def peeks(client: Client, contact: Contact) -> str:
    """The panels beside the rows of lists."""
    pairs = (("contacts", contact.public_id), ("companies", contact.company.public_id))
    return "\n".join(read(client, reverse("lists:peek", args=[*pair])) for pair in pairs)


def activities(client: Client, contact: Contact) -> str:
    """The pages of the person's exchanges."""
    pages = [
        reverse("activities:record", args=[each.public_id]) for each in contact.activities.order_by("pk")
    ]
    return "\n".join(read(client, page) for page in pages)


def threads(client: Client, contact: Contact) -> str:
    """The threads of the person and of their company."""
    pairs = (("contacts", contact.public_id), ("companies", contact.company.public_id))
    kinds = {"contacts": "contact", "companies": "company"}
    return "\n".join(
        read(client, reverse("activities:thread", args=[kinds[kind], key]), fragment=True)
        for kind, key in pairs
    )


def search_pages(client: Client, contact: Contact) -> str:
    """What search shows of the person, found by their name."""
    name = contact.last_name
    pages = (f"{reverse('search:results')}?q={name}", f"{reverse('search:all')}?q={name}")
    return "\n".join(read(client, page) for page in pages)


def person_export(client: Client, contact: Contact) -> str:
    """The archive for a person's right of access."""
    return read(client, reverse("privacy:export", args=[contact.public_id]))


def move_dialog(client: Client, contact: Contact) -> str:
    """The dialog of a job move."""
    return read(client, reverse("contacts:move", args=[contact.public_id]), fragment=True)


def field_control(key: Key) -> Callable[[Client, Contact], str]:
    """The control that opens when a value is pressed."""

    def control(client: Client, contact: Contact) -> str:
        pages = [reverse("contacts:field", args=[contact.public_id, key[1]])]
        pages.append(reverse("lists:cell", args=["contacts", contact.public_id, key[1]]))
        # The closed list of the control names every choice: only the value that is held counts.
        texts = [read(client, page, fragment=True) for page in pages]
        return "\n".join(_held(text) for text in texts)

    return control


def _held(text: str) -> str:
    """A control without the choices that are not taken."""
    parts = text.split("<option")
    return parts[0] + "".join(part for part in parts[1:] if "selected" in part.split(">", 1)[0])


# Which fields each screen shows to whoever may read them: no other, and to nobody else.
_ON_CONTACT_PAGE = frozenset(VALUES)
_COLUMNS = frozenset(
    {("contact", "mobile"), ("contact", "linkedin"), ("contact", "note"), ("post", "decision_power")}
)
SCREENS: Mapping[str, tuple[Callable[[Client, Contact], str], frozenset[Key]]] = {
    "contact page": (contact_page, _ON_CONTACT_PAGE),
    "company page": (company_page, frozenset({("contact", "mobile"), ("post", "decision_power")})),
    "list columns": (list_columns, _COLUMNS),
    "CSV": (csv_export, _COLUMNS),
    "XLSX": (xlsx_export, _COLUMNS),
    "peek": (
        peeks,
        frozenset({("contact", "mobile"), ("contact", "note"), ("post", "decision_power")}),
    ),
    "activity": (activities, frozenset({("contact", "observations")})),
    "thread": (threads, frozenset()),
    "search": (search_pages, frozenset()),
    "person export": (person_export, frozenset()),
}
