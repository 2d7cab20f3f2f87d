"""What somebody hostile sends: always a problem said clearly, never a 5xx, never more than they may see or write."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from negoce.api.activities.resource import ACTIVITIES
from negoce.api.activities.resource import KINDS as ACTIVITY_KINDS
from negoce.api.catalogue.resource import AGREED_PRICES, PRODUCTS
from negoce.api.companies.resource import COMPANIES
from negoce.api.companies.resource import KINDS_NEW as COMPANY_KINDS
from negoce.api.contacts.resource import CONTACTS
from negoce.api.contacts.resource import KINDS as CONTACT_KINDS
from negoce.api.contracts.resource import CONTRACTS
from negoce.api.deals.resource import DEALS
from negoce.api.invoices.resource import INVOICES
from negoce.api.orders.resource import ORDERS
from negoce.api.payments.resource import PAYMENTS, RECEIVABLES
from negoce.api.quotes.resource import QUOTES
from negoce.api.records.given import Kind
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.lists.definition import hidden_columns
from negoce.identity.enums import Origin, Role, Scope
from negoce.identity.queries.actors import actor_for
from tests.factories.api import make_program
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
RESOURCES = (
    COMPANIES, CONTACTS, ACTIVITIES, ORDERS, PRODUCTS, AGREED_PRICES, DEALS, QUOTES, INVOICES, PAYMENTS, RECEIVABLES,
    CONTRACTS,
)  # fmt: skip
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("role", list(Role))
def test_no_list_filters_sorts_or_shows_by_what_a_role_does_not_read(role: Role) -> None:
    program = make_program(role)
    actor = actor_for(program.user, origin=Origin.API)
    for resource in RESOURCES:
        if program.get(resource.key).status_code == 403:
            continue
        told = [each["key"] for each in program.get(f"{resource.key}/fields").json()["items"]]
        for key in sorted(hidden_columns(resource.definition, actor)):
            assert key not in told
            for asked in (f"filter={key}+filled", f"sort=-{key}", f"fields=name,{key}"):
                answer = program.get(f"{resource.key}?{asked}")
                assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM), (key, asked)


@pytest.mark.parametrize("scope", [Scope.OWN, Scope.TEAM])
def test_each_address_shows_only_what_the_person_sees(scope: Scope) -> None:
    program = make_program(Role.SALESPERSON, scope=scope.value)
    other = make_company(name="Zqxjkv", owner=make_user())
    contact = make_contact(other)
    activity = make_activity(other, kind="call")
    order = make_order(other, date(2026, 6, 1), "100")
    for path in ("companies", "contacts", "activities", "orders"):
        assert program.get(path).json()["items"] == [], path
    for path in (f"companies/{other.public_id}", f"contacts/{contact.public_id}",
                 f"activities/{activity.public_id}", f"orders/{order.public_id}"):  # fmt: skip
        assert program.get(path).status_code == 404, path
        if not path.startswith("orders"):
            assert program.send("PATCH", path, {"nope": 1}).status_code in (404, 422), path
            assert program.send("PATCH", path, {}).status_code == 404, path
            assert program.send("DELETE", path).status_code == 404, path
    assert program.post(f"activities/{activity.public_id}/done").status_code == 404
    assert program.post("contacts", {"company": other.public_id, "last_name": "Roux"}).status_code == 422
    linked = {"kind": "call", "company": other.public_id}
    assert program.post("activities", linked).status_code == 422
    linked = {"kind": "call", "contacts": [contact.public_id]}
    assert program.post("activities", linked).status_code == 422
    by_name = program.get("contacts?filter=company+is+Zqxjkv")
    assert "Zqxjkv" not in by_name.content.decode().replace("company is Zqxjkv", "")
    exported = program.client.get(
        "/api/v1/companies/export?fields=name", headers={"Authorization": f"Bearer {program.secret}"}
    )
    if exported.status_code == 200:
        assert b"Zqxjkv" not in b"".join(exported.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name",
    [
        "id", "pk", "public_id", "created_at", "updated_at", "created_by", "deleted_at", "import_key", "name_key",
        "territory", "territory_id", "owner_id", "is_fictional", "last_contact_on", "__class__", "company_id",
    ],
)  # fmt: skip
def test_nobody_assigns_what_is_not_theirs_to_write(name: str) -> None:
    program = make_program()
    company = make_company(name="Gardot")
    contact = make_contact(company)
    activity = make_activity(company, kind="call")
    for method, path, body in (
        ("POST", "companies", {"name": "X"}),
        ("PATCH", f"companies/{company.public_id}", {}),
        ("PATCH", f"contacts/{contact.public_id}", {}),
        ("PATCH", f"activities/{activity.public_id}", {}),
        ("POST", "activities", {"kind": "call"}),
    ):
        answer = program.send(method, path, {**body, name: "x"})
        assert answer.status_code == 422, (path, answer.content)
        assert [each["field"] for each in answer.json()["errors"]] == [name]
    told = program.post("companies/bulk", {"rows": [{"name": "X", name: "x"}]}).json()
    assert told["results"][0]["status"] == 422
    assert (Company.objects.count(), Activity.objects.count()) == (1, 1)


NUMBERS = [
    2**31, -(2**31) - 1, 2**63, 2**64, -(2**64), 10**29, 0.1, -0.0, 1e20, "1e5", "Infinity", "NaN", "0x10", "１２",
    "9" * 24, "-1", " 1 ",
]  # fmt: skip


@pytest.mark.parametrize("value", NUMBERS)
def test_numbers_out_of_any_likelihood(value: object) -> None:
    program = make_program()
    company = make_company(name="Gardot")
    contact = make_contact(company)
    activity = make_activity(company, kind="call")
    for path, kinds in (
        (f"companies/{company.public_id}", COMPANY_KINDS),
        (f"contacts/{contact.public_id}", CONTACT_KINDS),
        (f"activities/{activity.public_id}", ACTIVITY_KINDS),
    ):
        for name in (name for name, kind in kinds.items() if kind is Kind.NUMBER):
            answer = program.send("PATCH", path, {name: value})
            assert answer.status_code in (200, 422), (name, value, answer.content)


TEXTS = [
    "é" * 10_000, "👩‍👩‍👧‍👦", "\u202eevil", "‮עברית", "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "a\tb\nc\rd",
    "\ufeff\u200b", "\x01\x1f\x7f\x85", "\U0010ffff", "ﬁ", "İ", "ß" * 300, "' OR 1=1 --", "%s%n{0}", "../../etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_texts_of_any_kind_are_stored_or_refused(text: str) -> None:
    program = make_program()
    for name in ("name", "website", "email", "phone", "siren", "postal_code", "city", "country"):
        answer = program.post("companies", {"name": "Gardot", name: text})
        assert answer.status_code in (201, 422), (name, answer.content)
    company = make_company(name="Gardot")
    for name in ("last_name", "first_name", "email", "mobile", "note", "function"):
        given = {"company": company.public_id, "last_name": "Roux", name: text}
        answer = program.post("contacts", given)
        assert answer.status_code in (201, 422), (name, answer.content)
    answer = program.post(
        "activities", {"kind": "call", "company": company.public_id, "subject": text, "body": text}
    )
    assert answer.status_code in (201, 422), answer.content
    for path in (
        "companies?filter=name+contains+",
        "companies?filter=",
        "search?q=",
        "companies?sort=",
        "contacts?cursor=",
    ):
        answer = program.get(f"{path}{quote(text)}")
        assert answer.status_code in (200, 400, 422), (path, answer.content)


FILTERS = [
    "headcount over 99999999999999999999", "headcount is 1e400", "turnover over 1e30", "turnover under -1e30",
    "created_at after 9999-12-31", "created_at before 0001-01-01", "created_at after 2026-02-31", "founded_on is 0",
    "last_contact_on older 999999999999", "(" * 500 + "name is a" + ")" * 500, "not " * 500 + "name is a",
    " and ".join(["name contains a"] * 300), "name is \x00", "name is 'a", 'name is "a', "owner is me",
    "tags is x", "name contains %", "name contains _", "name contains \\", "siren is 99999999999999999999", "or or",
    "headcount between 1", "created_at is today", "parent is x", "id is 1", "pk is 1", "owner__password is x",
]  # fmt: skip


@pytest.mark.parametrize("text", FILTERS)
def test_filters_of_any_kind_are_followed_or_refused(text: str) -> None:
    program = make_program()
    make_company(name="Gardot")
    for path in ("companies", "contacts", "activities", "orders", "products"):
        answer = program.get(f"{path}?filter={quote(text)}")
        assert answer.status_code in (200, 422), (path, text, answer.content)
        if answer.status_code == 422:
            assert answer.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize("limit", ["100000", "-1", "0", "201", "1e2", "٣", "9" * 5_000, "null"])
def test_limits_are_limits(limit: str) -> None:
    answer = make_program().get(f"companies?limit={quote(limit)}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "limit")


def test_bodies_too_large_or_too_deep_are_refused() -> None:
    program = make_program()
    large = program.post("companies", b'{"name": "' + b"a" * 6_000_000 + b'"}')
    assert (large.status_code, large.json()["type"]) == (413, "urn:negoce:problem:too-large")
    for depth in (60, 900, 5_000, 200_000):
        for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
            body = b'{"name": ' + opening * depth + b"1" + closing * depth + b"}"
            answer = program.post("companies", body)
            assert (answer.status_code, answer.headers["Content-Type"]) in ((400, PROBLEM), (422, PROBLEM))
    many = json.dumps({f"field{number}": 1 for number in range(20_000)}).encode()
    answer = program.post("companies", many)
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) <= 100
    assert Company.objects.count() == 0


@pytest.mark.parametrize(
    "constant", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"1" * 40, b"1e-999"]
)
def test_numbers_that_json_does_not_have_are_refused(constant: bytes) -> None:
    answer = make_program().post("companies", b'{"name": "X", "turnover": ' + constant + b"}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/plain", 415), ("application/xml", 415), ("application/x-www-form-urlencoded", 415), ("", 415),
        ("application/jsonp", 415), ("application/json; charset=utf-8", 201), ("APPLICATION/JSON", 201),
    ],
)  # fmt: skip
def test_other_types_of_content(kind: str, status: int) -> None:
    program = make_program()
    answer = program.client.generic(
        "POST", "/api/v1/companies", b'{"name": "Gardot"}', content_type=kind,
        headers={"Authorization": f"Bearer {program.secret}"},
    )  # fmt: skip
    assert answer.status_code == status


def test_no_other_way_to_say_a_method() -> None:
    program = make_program()
    company = make_company(name="Gardot")
    path = f"companies/{company.public_id}"
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert program.get(path, **{header: "DELETE"}).status_code == 200
        assert program.post(path, {}, **{header: "PATCH"}).status_code == 405
    assert program.get(f"{path}?_method=DELETE").status_code == 422
    for method in ("PUT", "OPTIONS", "TRACE", "CONNECT", "FOO"):
        answer = program.send(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, PATCH, DELETE"), method
        assert answer.headers["Content-Type"] == PROBLEM
    head = program.send("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    company.refresh_from_db()
    assert company.deleted_at is None


def test_no_other_site_and_no_cookie_gets_in() -> None:
    program = make_program()
    make_company(name="Gardot")
    for method in ("GET", "OPTIONS", "POST"):
        answer = program.send(
            method, "companies", **{"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        )
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
    client = Client(enforce_csrf_checks=False)
    client.force_login(program.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for method in ("GET", "POST", "PATCH", "DELETE"):
        answer = client.generic(method, "/api/v1/companies", b"{}", content_type="application/json")
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM)
    key = client.cookies["sessionid"].value if "sessionid" in client.cookies else "x"
    for given in (
        f"Bearer {key}",
        "Bearer",
        "Basic YTpi",
        "bearer  ",
        "Bearer ngc_",
        "Bearer ngc_\xe9",
        "Token x",
    ):
        answer = Client().get("/api/v1/companies", headers={"Authorization": given})
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM), given
    in_address = Client().get(f"/api/v1/companies?access_token={program.secret}")
    assert in_address.status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/companies/..%2f..%2fadmin", "/api/v1//companies", "/api/v1/companies/%00", "/api/v2/companies",
        "/api/v1/companies/ABCDEFGHIJKL", "/api/v1/companies/0123456789ab/", "/api/v1/%ff%fe", "/api/x",
        "/api/v1/companies/0123456789ab/done", "/api/v1/companies/0123456789abc",
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere(path: str) -> None:
    answer = make_program().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)


def test_every_refusal_speaks_the_language_asked_for() -> None:
    program = make_program()
    seen = []
    for language in ("fr", "en", "en-GB;q=0.8", "de, en;q=0.5", "xx", "*", "é", "a" * 5_000):
        answer = program.send("POST", "companies", {"name": ""}, **{"Accept-Language": language})
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
        seen.append(answer.headers["Content-Language"])
    assert seen[:4] == ["fr", "en", "en", "en"]
    assert set(seen) == {"fr", "en"}


def test_a_person_without_rights_left_is_refused_at_once() -> None:
    program = make_program(Role.SALESPERSON)
    contact = make_contact(make_company(name="Gardot", owner=program.user))
    assert program.send("PATCH", f"contacts/{contact.public_id}", {"note": "Bon"}).status_code == 200
    type(program.user).objects.filter(pk=program.user.pk).update(role=Role.READ_ONLY.value)
    assert program.send("PATCH", f"contacts/{contact.public_id}", {"note": "Mal"}).status_code == 403
    assert Contact.objects.get().note == "Bon"


def test_faulty_idempotency_keys() -> None:
    program = make_program()
    for key in ("x" * 201, "é", "a\tb"):
        answer = program.post("companies", {"name": "Gardot"}, idempotency_key=key)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:negoce:problem:malformed")
    assert Company.objects.count() == 0


def test_a_filter_is_no_oracle_on_hidden_fields_of_others() -> None:
    """The count of a page, its cursor and its order say nothing of what is hidden."""
    program: Any = make_program(Role.MARKETING)
    make_contact(make_company(name="Gardot"), last_name="Roux")
    plain = program.get("contacts").json()
    assert plain["next"] is None
    hidden = program.get("contacts?filter=decision_power+is+decides+or+name+contains+roux")
    assert hidden.status_code == 422
