"""Requests drawn from our own description of the API, well-formed and not: never a 5xx, answers as described."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from negoce.api.endpoints import Endpoint
from negoce.api.openapi import description
from negoce.api.registry import ENDPOINTS
from negoce.billing.models import Payment
from negoce.catalogue.models import NegotiatedPrice, PriceList
from negoce.companies.models import Company
from tests.api.drawn import DrawnRequest, keep, kept
from tests.factories.accounts import make_receivable
from tests.factories.api import Program, make_program
from tests.factories.billing import make_draft
from tests.factories.calls import make_session, make_target
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.handled_orders import make_contract, make_handled
from tests.factories.imports import make_import, text_file
from tests.factories.mailings import make_mailing
from tests.factories.orders import make_product
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
# The same code reads every list and record: of those, one kind is drawn at length, the others for their shape.
DRAWN_AT_LENGTH = ("companies", "imports", "rules", "search")
BOUNDS = settings(
    max_examples=8,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
P, N = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


def alike(endpoint: Endpoint) -> bool:
    return endpoint.method == "GET" and endpoint.path.partition("/")[0] not in DRAWN_AT_LENGTH


OPERATIONS = [
    (endpoint.name, mode)
    for endpoint in ENDPOINTS
    for mode in (P, N)
    if not endpoint.upload and (mode is P or not alike(endpoint))
]


@pytest.fixture
def program(settings: Any, tmp_path: Any) -> Program:
    settings.MEDIA_ROOT = tmp_path
    return make_program()


def price_of_a_product(company: Company) -> NegotiatedPrice:
    return NegotiatedPrice.objects.create(company=company, product=make_product("MC-1", "Meule"), price=1)


def payment(company: Company) -> Payment:
    return Payment.objects.create(company=company, received_on=date(2026, 6, 1), amount=5, method="card")


# By the first part of their address: a record of that kind.
RECORDS: dict[str, Callable[[Company], Any]] = {
    "companies": lambda company: company,
    "contacts": make_contact,
    "activities": lambda company: make_activity(company, kind="call"),
    "orders": lambda company: make_handled(company).order,
    "deals": make_deal,
    "invoices": make_draft,
    "payments": payment,
    "receivables": make_receivable,
    "contracts": make_contract,
    "products": lambda _company: make_product("MC-1", "Meule"),
    "price_lists": lambda _company: PriceList.objects.create(name="Grossistes"),
    "agreed_prices": price_of_a_product,
    "prospecting-plans": lambda company: make_plan(company.owner),
    "call-sessions": lambda company: make_target(make_session(owner=company.owner), company).session,
    "mailings": lambda _company: make_mailing(),
    "imports": lambda _company: make_import(text_file("Raison sociale;Ville", "Gardot;Lyon"), "clients.csv"),
}


def record_for(endpoint: Endpoint, program: Program) -> str:
    """The id of a record that the address may name; none for an address that names no record."""
    make = RECORDS.get(endpoint.path.partition("/")[0])
    if make is None or "{id}" not in endpoint.path:
        return ""
    return str(make(make_company(name="Gardot", owner=program.user)).public_id)


@lru_cache(maxsize=1)
def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(described())
    found = [each.ok() for each in schema.get_all_operations()]
    return {each.definition.raw["operationId"]: each for each in found}


def described() -> dict[str, Any]:
    """Our description without the ids in addresses: those that are asked for are of records made here."""
    said = deepcopy(description("fr"))
    for methods in said["paths"].values():
        for operation in methods.values():
            operation["parameters"] = [each for each in operation["parameters"] if each["in"] != "path"]
    return {**said, "paths": {path.replace("{id}", "0"): each for path, each in said["paths"].items()}}


@pytest.mark.parametrize(("name", "mode"), OPERATIONS)
def test_no_request_breaks_the_server(name: str, mode: GenerationMode, program: Program) -> None:
    operation = operations()[name]
    endpoint = next(each for each in ENDPOINTS if each.name == name)
    if mode is N and not operation.definition.raw["parameters"] and endpoint.body is None:
        return
    record, asked = record_for(endpoint, program), list[DrawnRequest]()

    def ask(request: DrawnRequest) -> None:
        known = len(asked) % 3 and record
        asked.append(request)
        path = endpoint.path.replace("{id}", record if known else "0123456789ab")
        answer = program.client.generic(
            endpoint.method, f"/api/v1/{path}", request.content(), content_type="application/json",
            query_params=request.query,
            headers={**request.headers, "Authorization": f"Bearer {program.secret}"},
        )  # fmt: skip
        assert answer.status_code < 500, answer.content
        check(endpoint, answer)

    for request in kept(f"{name}-{mode.value}"):
        ask(request)
    if asked:
        return

    @seed(20261120)
    @(settings(BOUNDS, max_examples=4) if alike(endpoint) else BOUNDS)
    @given(case=operation.as_strategy(generation_mode=mode))
    def draw(case: Any) -> None:
        ask(DrawnRequest.of(body_of(case), query_of(case), headers_of(case)))

    draw()
    assert asked
    keep(f"{name}-{mode.value}", asked)


def check(endpoint: Any, answer: Any) -> None:
    """What comes back has the shape that the description gives it."""
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= answer.json().keys()
    elif endpoint.answer is not None and answer.status_code != 304:
        assert answer.status_code == endpoint.status
        jsonschema_rs.validate(json.loads(json.dumps(endpoint.answer(), default=str)), answer.json())


def body_of(case: Any) -> bytes:
    if isinstance(case.body, bytes):
        return case.body
    try:
        return b"" if type(case.body).__name__ == "NotSet" else json.dumps(case.body).encode()
    except (TypeError, ValueError):
        return str(case.body).encode("utf-8", "replace")


def query_of(case: Any) -> dict[str, Any]:
    given = case.query or {}
    return {
        str(name): value if isinstance(value, str | list) else str(value) for name, value in given.items()
    }


def headers_of(case: Any) -> dict[str, str]:
    drawn = {str(name): str(value) for name, value in (case.headers or {}).items()}
    return {name: value for name, value in drawn.items() if value.isascii() and value.isprintable()}
