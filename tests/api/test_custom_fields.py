"""Fields that the installation added: read, written, filtered and described like the others, with the same rights."""

from __future__ import annotations

from typing import Any

import pytest

from negoce.companies.models import Company
from negoce.identity.enums import FieldGroup, Role
from negoce.identity.models import JournalEntry
from tests.factories.api import make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.custom import fill, make_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys() -> dict[str, str]:
    kinds = ("text", "number", "amount", "date", "choice", "yes_no")
    return {kind: make_field(f"Champ {kind}", kind).key for kind in kinds}


def values(keys: dict[str, str], **more: object) -> dict[str, object]:
    given: dict[str, Any] = {
        "text": "Rouge", "number": 3, "amount": "1234.50", "date": "2026-02-28", "choice": "or", "yes_no": True,
    }  # fmt: skip
    return {keys[kind]: value for kind, value in {**given, **more}.items()}


def test_written_with_a_company_and_read_back(keys: dict[str, str]) -> None:
    program = make_program()
    made = program.post("companies", {"name": "Gardot", **values(keys)})
    assert made.status_code == 201, made.content
    told = made.json()
    assert {key: told[key] for key in keys.values()} == values(keys, number="3")
    row = program.get(f"companies?fields=name,{keys['yes_no']},{keys['choice']}").json()["items"][0]
    assert (row[keys["yes_no"]], row[keys["choice"]]) == (True, "or")
    path = f"companies/{told['id']}"
    cleared = program.send("PATCH", path, {keys["text"]: None, keys["yes_no"]: False, "city": "Lyon"})
    assert cleared.status_code == 200, cleared.content
    assert (cleared.json()[keys["text"]], cleared.json()[keys["yes_no"]]) == (None, False)
    assert cleared.json()["city"] == "Lyon"


def test_written_with_a_contact_and_read_back() -> None:
    key = make_field("Taille", "choice", kind="contact").key
    program = make_program()
    company = make_company(name="Gardot")
    made = program.post("contacts", {"company": company.public_id, "last_name": "Roux", key: "Argent"})
    assert made.status_code == 201, made.content
    assert made.json()[key] == "argent"
    path = f"contacts/{made.json()['id']}"
    assert program.send("PATCH", path, {key: "bronze"}).json()[key] == "bronze"
    found = program.get(f"contacts?filter={key}+is+bronze").json()["items"]
    assert [row["name"] for row in found] == ["Roux"]


def test_a_thousand_at_once_carry_them_too(keys: dict[str, str]) -> None:
    program = make_program()
    rows = [
        {"name": "Gardot", **values(keys)},
        {"name": "Roux", keys["date"]: "2026-02-31"},
        {"name": "Zola", keys["choice"]: "Platine", keys["number"]: "x"},
        {"name": "Nul", keys["yes_no"]: "peut-être"},
        {"name": "Rien", keys["text"]: None},
    ]
    told = program.post("companies/bulk", {"rows": rows}).json()
    assert [row["status"] for row in told["results"]] == [201, 422, 422, 422, 201]
    named = [{error["field"] for error in row.get("errors", ())} for row in told["results"]]
    assert named == [set(), {keys["date"]}, {keys["choice"], keys["number"]}, {keys["yes_no"]}, set()]
    first = program.get(f"companies/{told['results'][0]['id']}").json()
    assert {key: first[key] for key in keys.values()} == values(keys, number="3")
    entry = JournalEntry.objects.get(subject_kind="company", subject_name="Gardot", verb="created")
    assert keys["amount"] in entry.values


def test_values_that_a_field_does_not_take_are_all_named_and_nothing_is_written(keys: dict[str, str]) -> None:
    program = make_program()
    shape = program.post(
        "companies", {"name": "Gardot", keys["yes_no"]: "oui", keys["text"]: 3, "custom_x": 1}
    )
    assert {error["field"] for error in shape.json()["errors"]} == {keys["yes_no"], keys["text"], "custom_x"}
    wrong = {keys["number"]: "x", keys["date"]: "2026-02-31", keys["amount"]: 10**25}
    refused = program.post("companies", {"name": "Gardot", **wrong})
    assert (refused.status_code, {error["field"] for error in refused.json()["errors"]}) == (422, set(wrong))
    assert Company.objects.count() == 0
    company = make_company(name="Gardot", city="Lyon")
    changed = program.send("PATCH", f"companies/{company.public_id}", {"city": "Nice", keys["number"]: "x"})
    assert changed.status_code == 422
    company.refresh_from_db()
    assert company.city == "Lyon"


def test_what_was_seen_otherwise_is_a_conflict(keys: dict[str, str]) -> None:
    program = make_program()
    company = make_company(name="Gardot")
    path = f"companies/{company.public_id}"
    empty = {keys["yes_no"]: True, "seen": {keys["yes_no"]: None}}
    assert program.send("PATCH", path, empty).status_code == 200
    late = program.send("PATCH", path, {keys["yes_no"]: False, "seen": {keys["yes_no"]: None}})
    assert (late.status_code, late.json()["errors"][0]["field"]) == (409, keys["yes_no"])
    again = {keys["yes_no"]: False, "seen": {keys["yes_no"]: True}}
    assert program.send("PATCH", path, again).status_code == 200


def test_hidden_ones_are_as_if_they_did_not_exist() -> None:
    field = make_field("Marge visée", "amount", group=FieldGroup.MARGIN)
    company = make_company(name="Gardot")
    fill(company, field, "12,50")
    path = f"companies/{company.public_id}"
    assert make_program(Role.ADMINISTRATOR).get(path).json()[field.key] == "12.50"
    hidden = make_program(Role.MARKETING)
    assert field.key not in hidden.get(path).json()
    for asked in (f"fields={field.key}", f"sort={field.key}", f"filter={field.key}+over+1"):
        answer = hidden.get(f"companies?{asked}")
        assert answer.status_code == 422
        assert "Marge" not in answer.content.decode()
    told = [each["key"] for each in hidden.get("companies/fields").json()["items"]]
    assert field.key not in told
    for method, where, body in (
        ("PATCH", path, {field.key: "1"}),
        ("POST", "companies", {"name": "X", field.key: "1"}),
    ):
        assert hidden.send(method, where, body).status_code in (403, 422)
    assert hidden.post("companies/bulk", {"rows": [{"name": "X", field.key: "1"}]}).status_code in (200, 403)
    assert list(Company.objects.values_list("name", flat=True)) == ["Gardot"]
    assert make_program(Role.ADMINISTRATOR).get(path).json()[field.key] == "12.50"


def test_fields_are_described_to_who_reads_them(keys: dict[str, str]) -> None:
    told = {each["key"]: each for each in make_program().get("companies/fields").json()["items"]}
    assert (told[keys["yes_no"]]["type"], told[keys["yes_no"]]["custom"]) == ("yes_no", True)
    assert [each["value"] for each in told[keys["choice"]]["choices"]] == ["or", "argent", "bronze"]
    assert (told["name"]["write"], told["created_at"]["write"]) == (True, False)
    reader = {
        each["key"]: each for each in make_program(Role.READ_ONLY).get("companies/fields").json()["items"]
    }
    assert not any(each["write"] for each in reader.values())
    contacts = {each["key"]: each for each in make_program().get("contacts/fields").json()["items"]}
    assert contacts["function"]["write"]


def test_as_many_queries_whatever_the_rows(keys: dict[str, str], queries: Any) -> None:
    program = make_program()
    asked = ",".join(keys.values())
    program.get(f"companies?fields={asked}")
    queries.same(
        make=lambda: make_company(owner=program.user), read=lambda: program.get(f"companies?fields={asked}")
    )


def test_one_archived_or_of_contacts_is_no_field_of_companies() -> None:
    of_contacts = make_field("Pointure", "number", kind="contact")
    program = make_program()
    company = make_company(name="Gardot")
    contact = make_contact(company)
    assert program.send("PATCH", f"companies/{company.public_id}", {of_contacts.key: 1}).status_code == 422
    assert program.send("PATCH", f"contacts/{contact.public_id}", {of_contacts.key: 42}).status_code == 200
