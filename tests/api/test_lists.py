"""Lists: the grammar of the screens, pages, cursors that are old or forged, a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing

from negoce.api import cursors
from tests.factories.api import Program, make_program
from tests.factories.companies import make_company

pytestmark = pytest.mark.django_db


def pages(program: Program, path: str) -> list[str]:
    names: list[str] = []
    following: str | None = path
    while following:
        answer = program.get(following)
        assert answer.status_code == 200, answer.content
        names += [row["name"] for row in answer.json()["items"]]
        following = answer.json()["next"]
    return names


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    program = make_program()
    for number in range(7):
        make_company(name=f"Gardot {number}", city="Lyon" if number % 2 else "Nice")
    assert pages(program, "companies?limit=3") == [f"Gardot {number}" for number in range(7)]
    assert pages(program, "companies?limit=2&filter=city+is+Lyon&sort=-name") == [
        "Gardot 5",
        "Gardot 3",
        "Gardot 1",
    ]


def test_fields_are_chosen() -> None:
    program = make_program()
    company = make_company(name="Gardot", siren="732829320")
    (row,) = program.get("companies?fields=siren,name").json()["items"]
    assert row == {"id": company.public_id, "siren": "732829320", "name": "Gardot"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("filter=nope+is+1", "filter"),
        ("filter=name+is", "filter"),
        ("sort=nope", "sort"),
        ("fields=nope", "fields"),
        ("limit=0", "limit"),
        ("limit=x", "limit"),
        ("colour=red", "colour"),
    ],
)
def test_what_is_not_understood_is_said_not_left_out(asked: str, field: str) -> None:
    answer = make_program().get(f"companies?{asked}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_a_cursor_that_is_old_forged_or_of_another_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    program = make_program()
    for number in range(3):
        make_company(name=f"Gardot {number}")
    following = program.get("companies?limit=1").json()["next"]
    cursor = parse_qs(urlsplit(following).query)["cursor"][0]
    assert program.get(following).status_code == 200
    for path in (
        f"companies?cursor=x{cursor}",
        f"companies?cursor={cursor}&sort=-name",
        f"companies?cursor={cursor}&filter=city+is+Lyon",
        f"contacts?cursor={cursor}",
        "companies?cursor=WyJ3aG9sZSJd",
    ):
        answer = program.get(path)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:negoce:problem:cursor"), path
    week = cursors.MAX_AGE + 60
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + week)
    old = program.get(following)
    assert (old.status_code, old.json()["type"]) == (400, "urn:negoce:problem:cursor")
    assert "semaine" in old.json()["detail"]


def test_as_many_queries_for_three_rows_as_for_one(queries: Any) -> None:
    program = make_program()
    read: Callable[[], object] = lambda: program.get("companies?fields=name,tags,owner,parent")  # noqa: E731
    queries.same(make=lambda: make_company(owner=program.user), read=read)


def test_unknown_addresses_and_methods_are_problems() -> None:
    program = make_program()
    assert program.get("nothing").status_code == 404
    refused = program.send("DELETE", "companies")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")
    assert program.get("companies/000000000000").status_code == 404


def test_the_description_and_its_page_are_open() -> None:
    client = make_program().client
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert "/api/v1/companies/bulk" in document["paths"]
    page = client.get("/api/v1/", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert b"<script" not in page.content
    assert b"create_companies" in page.content
    assert "Access-Control-Allow-Origin" not in page.headers
