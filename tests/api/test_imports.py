"""A file sent, corrected, started and reported, as on the screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from negoce.companies.models import Company, ImportRun
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.api import Program, make_program

pytestmark = pytest.mark.django_db
FILE = b"Raison sociale;Ville;SIREN\nGardot;Lyon;732829320\nRoux;Nice;123456789\n"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(program: Program, content: bytes = FILE, **headers: str) -> HttpResponse:
    given = {"Authorization": f"Bearer {program.secret}", "Accept-Language": "fr"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    file = SimpleUploadedFile("clients.csv", content)
    answer = program.client.post("/api/v1/imports", {"file": file, "target": "companies"}, headers=given)
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_file_comes_in_and_its_bad_values_are_told() -> None:
    program = make_program()
    sent = send(program)
    assert sent.status_code == 201, sent.content
    run = sent.json()
    assert [column["field"] for column in run["columns"]] == ["name", "city", "siren"]
    path = f"imports/{run['id']}"
    assert (
        program.send("PATCH", path, {"mapping": {"0": "name", "1": "city", "2": "nope"}}).status_code == 422
    )
    assert program.send("PATCH", path, {"duplicates": "skip", "relation": "supplier"}).status_code == 200
    assert program.post(f"{path}/start").status_code == 202
    work_off()
    done = program.get(path).json()
    assert (done["state"], done["rows"]) == ("done", {"total": 2, "done": 2})
    assert Company.objects.filter(name="Gardot", relation="supplier").count() == 1
    report = program.get(f"{path}/report").json()
    assert [(issue["row"], issue["field"]) for issue in report["items"]] == [(3, "siren")]
    assert program.post(f"{path}/start").status_code == 422
    assert [each["id"] for each in program.get("imports").json()["items"]] == [run["id"]]


def test_a_file_sent_twice_with_one_key_is_kept_once() -> None:
    program = make_program()
    first, again = send(program, idempotency_key="f1"), send(program, idempotency_key="f1")
    assert (first.status_code, again.content) == (201, first.content)
    other = send(program, FILE + b"Zola;Metz;\n", idempotency_key="f1")
    assert (other.status_code, other.json()["type"]) == (422, "urn:negoce:problem:key-reused")
    assert ImportRun.objects.count() == 1


def test_what_is_no_table_is_refused_and_nothing_is_kept() -> None:
    program = make_program()
    assert send(program, b"%PDF-1.7 nothing").status_code == 422
    assert program.post("imports", {"file": "x"}).status_code == 415
    assert ImportRun.objects.count() == 0


def test_imports_are_for_those_who_may_import() -> None:
    reader = make_program(Role.READ_ONLY)
    assert send(reader).status_code == 403
    assert reader.get("imports").status_code == 403
    assert ImportRun.objects.count() == 0
