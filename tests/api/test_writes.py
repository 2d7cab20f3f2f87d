"""Repeated writes, crossed writes, faulty values, many at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from negoce.companies.models import Address, Company
from negoce.identity.models import ApiReply, JournalEntry
from tests.factories.api import make_program
from tests.factories.companies import make_company

pytestmark = pytest.mark.django_db


def test_a_write_repeated_after_a_lost_answer_writes_once() -> None:
    program = make_program()
    first = program.post("companies", {"name": "Gardot"}, idempotency_key="k1")
    again = program.post("companies", {"name": "Gardot"}, idempotency_key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again.headers["Location"], again.headers["ETag"]) == (
        first.headers["Location"],
        first.headers["ETag"],
    )
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Company.objects.count() == 1


def test_same_key_with_another_body_is_refused() -> None:
    program = make_program()
    program.post("companies", {"name": "Gardot"}, idempotency_key="k1")
    other = program.post("companies", {"name": "Roux"}, idempotency_key="k1")
    assert (other.status_code, other.json()["type"]) == (422, "urn:negoce:problem:key-reused")
    assert Company.objects.count() == 1
    assert make_program().post("companies", {"name": "Roux"}, idempotency_key="k1").status_code == 201


def test_a_refused_write_keeps_its_key_free() -> None:
    program = make_program()
    assert program.post("companies", {"name": ""}, idempotency_key="k1").status_code == 422
    assert program.post("companies", {"name": "Gardot"}, idempotency_key="k1").status_code == 201


def test_a_key_is_forgotten_after_a_day() -> None:
    program = make_program()
    program.post("companies", {"name": "Gardot"}, idempotency_key="k1")
    reply = ApiReply.objects.get()
    ApiReply.objects.update(at=reply.at - timedelta(hours=25))
    assert program.post("companies", {"name": "Roux"}, idempotency_key="k1").status_code == 201


def test_faulty_values_are_named_in_the_language_asked_for() -> None:
    program = make_program()
    body = {"name": "Gardot", "siren": "123456789", "nope": 1, "headcount": True, "phone": 3}
    shape = program.post("companies", body)
    assert shape.status_code == 422
    assert [error["field"] for error in shape.json()["errors"]] == ["nope", "headcount", "phone"]
    french = program.post("companies", {"name": "Gardot", "siren": "123456789"})
    english = program.send(
        "POST", "companies", {"name": "Gardot", "siren": "123456789"}, **{"Accept-Language": "en"}
    )
    assert french.json()["errors"][0]["field"] == "siren"
    assert french.json()["detail"] != english.json()["detail"]
    assert (french.headers["Content-Language"], english.headers["Content-Language"]) == ("fr", "en")
    assert Company.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b'"x"', b'{"name": NaN}', b'{"name": "\\ud800"}', b'{"name": "a\\u0000b"}', b"\xff\xfe",
        b'{"name": "\\\\\\u0000"}', b'{"a\\u0000b": 1}',
        b'{"turnover": 1e999999}', b'{"headcount": ' + b"9" * 5_000 + b"}", b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_json_of_ours_is_refused(body: bytes) -> None:
    answer = make_program().post("companies", body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def test_a_backslash_before_u0000_is_no_nul() -> None:
    answer = make_program().post("companies", b'{"name": "Gardot", "note": "C:\\\\u0000 et \\\\\\\\u0000"}')
    assert answer.status_code == 201
    assert Company.objects.get().note == "C:\\u0000 et \\\\u0000"


def test_other_types_of_content_are_refused() -> None:
    program = make_program()
    headers = {"Authorization": f"Bearer {program.secret}"}
    assert program.client.post("/api/v1/companies", {"name": "X"}, headers=headers).status_code in (400, 415)
    assert Company.objects.count() == 0


def test_two_writers_do_not_cross() -> None:
    program = make_program()
    company = make_company(name="Gardot", city="Lyon")
    path = f"companies/{company.public_id}"
    read = program.get(path)
    tag = read.headers["ETag"]
    assert program.get(path, if_none_match=tag).status_code == 304
    assert program.send("PATCH", path, {"city": "Nice"}, if_match=tag).status_code == 200
    late = program.send("PATCH", path, {"city": "Metz"}, if_match=tag)
    assert (late.status_code, late.json()["type"]) == (412, "urn:negoce:problem:changed")
    seen = program.send("PATCH", path, {"city": "Metz", "seen": {"city": "Lyon"}})
    assert (seen.status_code, seen.json()["errors"][0]["field"]) == (409, "city")
    assert program.send("DELETE", path, if_match=tag).status_code == 412
    company.refresh_from_db()
    assert (company.city, company.deleted_at) == ("Nice", None)


def test_bulk_writes_the_good_rows_and_names_the_others() -> None:
    program = make_program()
    rows = [
        {"name": "Gardot", "postal_code": "69003", "city": "Lyon", "line1": "1 rue Bugeaud"},
        {"name": "Roux", "siren": "123456789"},
        {"city": "Lyon"},
        {"name": "Zoé", "owner": program.user.public_id, "turnover": "10.50"},
        "x",
        {"name": "Nul", "nope": 1},
    ]
    answer = program.post("companies/bulk", {"rows": rows}, idempotency_key="b1")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert [row["status"] for row in told["results"]] == [201, 422, 422, 201, 422, 422]
    assert (told["created"], told["refused"]) == (2, 4)
    assert told["results"][1]["errors"][0]["field"] == "siren"
    made = Company.objects.get(public_id=told["results"][0]["id"])
    assert (made.name, made.department, made.owner_id) == ("Gardot", "69", program.user.pk)
    assert Address.objects.get(company=made).line1 == "1 rue Bugeaud"
    entries = JournalEntry.objects.filter(subject_kind="company", verb="created")
    assert ({entry.origin for entry in entries}, entries.count()) == ({"api"}, 2)
    found = program.get("search?q=gardot").json()["items"]
    assert [hit["id"] for hit in found] == [made.public_id]
    assert program.post("companies/bulk", {"rows": rows}, idempotency_key="b1").content == answer.content
    assert Company.objects.count() == 2


def test_bulk_has_its_limits() -> None:
    program = make_program()
    for body in ({}, {"rows": []}, {"rows": [{"name": "x"}] * 1_001}, {"rows": 3}, {"rows": [], "more": 1}):
        assert program.post("companies/bulk", body).status_code == 422
    assert Company.objects.count() == 0
