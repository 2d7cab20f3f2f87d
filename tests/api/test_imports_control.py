"""An import over the API: paused, taken up, stopped, undone, its rows settled; limits before anything is read."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from negoce.companies.enums import ImportState
from negoce.companies.models import Company, ImportRun
from negoce.files.rules.kinds import MAX_TEXT_BYTES
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.api import Program, make_program
from tests.factories.companies import make_company

pytestmark = pytest.mark.django_db
FILE = b"Raison sociale;Ville;SIREN\nGardot;Lyon;732829320\nRoux;Nice;123456789\n;Metz;\n"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(program: Program, content: bytes = FILE, **more: str) -> HttpResponse:
    given = {"Authorization": f"Bearer {program.secret}", "Accept-Language": "fr", **more}
    file = SimpleUploadedFile("clients.csv", content)
    answer = program.client.post("/api/v1/imports", {"file": file, "target": "companies"}, headers=given)
    assert isinstance(answer, HttpResponse)
    return answer


def begun(program: Program) -> str:
    path = f"imports/{send(program).json()['id']}"
    assert program.post(f"{path}/start").status_code == 202
    return path


def test_paused_taken_up_ended_and_undone() -> None:
    program = make_program()
    path = begun(program)
    assert program.post(f"{path}/pause").json()["state"] == "paused"
    assert program.post(f"{path}/pause").status_code == 422
    assert program.post(f"{path}/resume").json()["state"] == "started"
    work_off()
    done = program.get(path).json()
    assert (done["state"], done["counts"]["created"], done["counts"]["refused"]) == ("done", 1, 2)
    assert program.post(f"{path}/cancel").status_code == 422
    undoing = program.post(f"{path}/undo", idempotency_key="u1")
    assert (undoing.status_code, undoing.json()["state"]) == (202, "undoing")
    assert program.post(f"{path}/undo", idempotency_key="u1").content == undoing.content
    assert undoing.json()["job"]["state"] == "waiting"
    work_off()
    undone = program.get(path).json()
    assert (undone["state"], undone["counts"]["undone"], undone["counts"]["kept"]) == ("undone", 1, 0)
    assert Company.objects.filter(deleted_at__isnull=True).count() == 0


def test_cancelled_where_it_is() -> None:
    program = make_program()
    path = begun(program)
    assert program.post(f"{path}/cancel").json()["state"] == "cancelled"
    work_off()
    assert Company.objects.count() == 0
    assert program.post(f"{path}/resume").status_code == 422


def test_a_refused_row_is_mended_or_given_up() -> None:
    program = make_program()
    path = begun(program)
    work_off()
    refused = [each for each in program.get(f"{path}/report").json()["items"] if each["severity"] == "error"]
    assert [each["row"] for each in refused] == [3, 4]
    still = program.post(f"{path}/rows", {"row": 4, "cells": {"1": "Paris"}})
    assert (still.status_code, [each["field"] for each in still.json()["errors"]]) == (422, ["name"])
    mended = program.post(f"{path}/rows", {"row": 4, "cells": {"0": "Zola"}})
    assert mended.json() == {"row": 4, "result": "created"}
    assert Company.objects.filter(name="Zola", city="Metz").count() == 1
    assert program.post(f"{path}/rows", {"row": 4, "answer": "drop"}).status_code == 422
    assert program.get(path).json()["counts"]["refused"] == 1


def test_a_row_that_waits_is_answered_for() -> None:
    make_company(name="Gardot", siren="732829320")
    program = make_program()
    run = send(program).json()
    path = f"imports/{run['id']}"
    assert program.send("PATCH", path, {"duplicates": "ask"}).status_code == 200
    program.post(f"{path}/start")
    work_off()
    assert program.get(path).json()["counts"]["asked"] == 1, program.get(path).json()
    told = program.post(f"{path}/rows", {"row": 2, "answer": "update"})
    assert told.json() == {"row": 2, "result": "updated"}, told.content
    assert Company.objects.get(siren="732829320").city == "Lyon"


@pytest.mark.parametrize(
    "body",
    [
        {}, {"row": "4"}, {"row": True}, {"row": 2**70, "answer": "drop"}, {"row": 4}, {"row": 4, "cells": []},
        {"row": 4, "cells": {"x": "y"}}, {"row": 4, "cells": {"0": 3}}, {"row": 4, "answer": "nope"},
        {"row": 4, "answer": ["drop"]}, {"row": 4, "cells": {"0": "a"}, "answer": "drop"}, {"row": 4, "id": 1},
    ],
)  # fmt: skip
def test_what_is_no_row_of_ours_is_refused(body: dict[str, object]) -> None:
    program = make_program()
    path = f"imports/{send(program).json()['id']}"
    answer = program.post(f"{path}/rows", body)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:negoce:problem:invalid")


def test_somebody_else_s_import_is_not_there() -> None:
    owner = make_program(Role.MANAGER)
    path = begun(owner)
    other = make_program(Role.MANAGER)
    for name in ("start", "pause", "resume", "cancel", "undo"):
        assert other.post(f"{path}/{name}").status_code == 404
    assert other.post(f"{path}/rows", {"row": 4, "answer": "drop"}).status_code == 404
    assert other.get(f"{path}/report").status_code == 404
    assert ImportRun.objects.get().state == ImportState.STARTED.value
    reader = make_program(Role.READ_ONLY, user=None)
    assert reader.post(f"{path}/undo").status_code == 403


def test_a_file_over_the_limit_is_refused_by_its_announced_size() -> None:
    program = make_program()
    announced = str(MAX_TEXT_BYTES * 2)
    for secret, status in ((program.secret, 413), (make_program(Role.READ_ONLY).secret, 403)):
        answer = program.client.generic(
            "POST", "/api/v1/imports", b"", content_type="multipart/form-data; boundary=x",
            headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": "k"}, CONTENT_LENGTH=announced,
        )  # fmt: skip
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert ImportRun.objects.count() == 0


def test_a_form_that_breaks_off_is_a_problem() -> None:
    program = make_program()
    for body, kind in (
        (b"--x\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"name;city\n", "text/csv"),
    ):
        answer = program.client.generic(
            "POST", "/api/v1/imports", body, content_type=kind,
            headers={"Authorization": f"Bearer {program.secret}"},
        )  # fmt: skip
        assert 400 <= answer.status_code < 500, answer.content
        assert answer.headers["Content-Type"] == "application/problem+json"
