"""Requests drawn from our own description of the API, well-formed and not: never a 5xx, answers as described."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from negoce.api.openapi import description
from negoce.api.registry import ENDPOINTS
from tests.factories.api import Program, make_program
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.imports import make_import, text_file
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
EXAMPLES = 8
BOUNDS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = [endpoint.name for endpoint in ENDPOINTS if not endpoint.upload]


@pytest.fixture
def program(settings: Any, tmp_path: Any) -> Program:
    settings.MEDIA_ROOT = tmp_path
    return make_program()


@pytest.fixture
def ids(program: Program) -> dict[str, str]:
    company = make_company(name="Gardot", owner=program.user)
    run = make_import(text_file("Raison sociale;Ville", "Gardot;Lyon"), "clients.csv")
    return {
        "companies": company.public_id,
        "contacts": make_contact(company).public_id,
        "activities": make_activity(company, kind="call").public_id,
        "orders": make_order(company, date(2026, 6, 1), "100").public_id,
        "imports": run.public_id,
    }


def operation_of(name: str) -> Any:
    schema = schemathesis.openapi.from_dict(description("fr"))
    found = [each.ok() for each in schema.get_all_operations()]
    return next(each for each in found if each.definition.raw["operationId"] == name)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_request_breaks_the_server(
    name: str, mode: GenerationMode, program: Program, ids: dict[str, str]
) -> None:
    operation = operation_of(name)
    endpoint = next(each for each in ENDPOINTS if each.name == name)
    if (
        mode is GenerationMode.NEGATIVE
        and not operation.definition.raw["parameters"]
        and endpoint.body is None
    ):
        return
    statuses: list[int] = []

    @seed(20261120)
    @BOUNDS
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        kind = endpoint.path.partition("/")[0]
        known = len(statuses) % 3 and kind in ids and "{id}" in endpoint.path
        path = endpoint.path.replace("{id}", ids[kind] if known else "0123456789ab")
        answer = program.client.generic(
            endpoint.method, f"/api/v1/{path}", body_of(case), content_type="application/json",
            query_params=query_of(case), headers=headers_of(case, program),
        )  # fmt: skip
        statuses.append(answer.status_code)
        assert answer.status_code < 500, answer.content
        check(endpoint, answer)

    ask()
    assert statuses


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


def headers_of(case: Any, program: Program) -> dict[str, str]:
    drawn = {str(name): str(value) for name, value in (case.headers or {}).items()}
    sendable = {name: value for name, value in drawn.items() if value.isascii() and value.isprintable()}
    return {**sendable, "Authorization": f"Bearer {program.secret}"}
