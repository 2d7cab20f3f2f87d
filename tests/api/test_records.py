"""Every reading answers; a company, a contact and an activity live their life."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.models import JournalEntry
from tests.factories.api import make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def test_every_list_answers() -> None:
    program = make_program()
    make_contact(company=make_company(name="Gardot"))
    order = make_order(make_company(name="Client"), date(2026, 1, 5), "12.50")
    for path in ("companies", "contacts", "activities", "orders", "products", "imports", "search?q=gardot"):
        answer = program.get(path)
        assert answer.status_code == 200, (path, answer.content)
    found = program.get(f"orders/{order.public_id}")
    assert found.status_code == 200
    assert found.json()["reference"] == order.reference


def test_a_company_is_created_changed_and_deleted() -> None:
    program = make_program()
    made = program.post(
        "companies", {"name": "Quincaillerie Gardot", "postal_code": "69003", "turnover": 12.5}
    )
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    assert made.headers["Location"] == f"/api/v1/companies/{key}"
    assert made.json()["turnover"] == "12.50"
    assert made.json()["owner"] == {"id": program.user.public_id, "name": program.user.full_name}
    changed = program.send("PATCH", f"companies/{key}", {"city": "Lyon", "turnover": "1234.50"})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["city"], changed.json()["turnover"]) == ("Lyon", "1234.50")
    assert program.send("DELETE", f"companies/{key}").status_code == 204
    assert program.get(f"companies/{key}").status_code == 404
    assert Company.objects.get().deleted_at is not None
    assert {entry.origin for entry in JournalEntry.objects.filter(subject_kind="company")} == {"api"}


def test_a_contact_is_created_changed_and_deleted() -> None:
    program = make_program()
    company = make_company(name="Gardot")
    made = program.post(
        "contacts", {"company": company.public_id, "last_name": "Roux", "function": "Acheteuse"}
    )
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    changed = program.send("PATCH", f"contacts/{key}", {"first_name": "Anne", "function": "Gérante"})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["name"], changed.json()["function"]) == ("Anne Roux", "Gérante")
    assert program.send("DELETE", f"contacts/{key}").status_code == 204
    assert Contact.objects.get().deleted_at is not None


def test_an_activity_is_planned_changed_done_and_deleted() -> None:
    program = make_program()
    contact = make_contact(company=make_company(name="Gardot"))
    made = program.post(
        "activities",
        {
            "kind": "call",
            "state": "planned",
            "starts_at": "2026-11-23T09:00:00+01:00",
            "company": contact.company.public_id,
            "contacts": [contact.public_id],
            "duration_minutes": 30,
        },
    )
    assert made.status_code == 201, made.content
    key, body = made.json()["id"], made.json()
    assert (body["starts_at"], body["duration_minutes"]) == ("2026-11-23T08:00:00Z", 30)
    assert [person["id"] for person in body["contacts"]] == [contact.public_id]
    seen = {"subject": "Autre chose"}
    assert program.send("PATCH", f"activities/{key}", {"subject": "X", "seen": seen}).status_code == 409
    again = {"starts_at": "2026-11-24T09:00:00+01:00", "seen": {"starts_at": body["starts_at"]}}
    assert program.send("PATCH", f"activities/{key}", again).status_code == 200
    done = program.post(f"activities/{key}/done", {"outcome": "Rappeler."})
    assert done.status_code == 200, done.content
    assert (done.json()["state"], done.json()["body"]) == ("done", "Rappeler.")
    assert program.send("DELETE", f"activities/{key}").status_code == 204
    assert Activity.objects.get().deleted_at is not None
