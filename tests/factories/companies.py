"""Rows of the customer file for tests, straight in the database; actions have tests of their own."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company, Contact, Post
from negoce.kit.text import name_key

PARIS = ZoneInfo("Europe/Paris")
_numbers = count(1)


def make_company(name: str | None = None, **fields: object) -> Company:
    """A company with a name; `city` also fills its key."""
    number = next(_numbers)
    label = name if name is not None else f"Laiterie {number:04d}"
    if "city" in fields:
        fields.setdefault("city_key", name_key(str(fields["city"])))
    return Company.objects.create(name=label, name_key=name_key(label), **fields)


def make_contact(company: Company | None = None, **fields: object) -> Contact:
    """A contact with an open post in `company`."""
    number = next(_numbers)
    home = company or make_company()
    function = fields.pop("function", "Acheteuse")
    values: dict[str, object] = {"first_name": "Hélène", "last_name": f"Garnier{number}", **fields}
    key = name_key(f"{values['last_name']} {values['first_name']}")
    contact = Contact.objects.create(company=home, name_key=key, **values)
    contact.current_post = Post.objects.create(contact=contact, company=home, function=function)
    contact.save(update_fields=["current_post"])
    return contact


def make_activity(company: Company | None = None, **fields: object) -> Activity:
    """A call that was made, unless told otherwise."""
    values: dict[str, object] = {
        "kind": ActivityKind.CALL.value,
        "state": ActivityState.DONE.value,
        "subject": f"Appel {next(_numbers)}",
        "starts_at": datetime(2026, 11, 12, 9, 30, tzinfo=PARIS),
        **fields,
    }
    return Activity.objects.create(company=company or make_company(), **values)
