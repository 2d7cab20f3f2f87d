"""`negoce import`: what it prints, writes and returns."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from negoce.cli.progress import Progress
from negoce.companies.models import Company, ImportRun
from negoce.identity.enums import Role
from tests.factories.identity import make_user
from tests.factories.imports import text_file

pytestmark = pytest.mark.django_db
CONTENT = text_file("Raison sociale;SIRET;Ville", "Laiterie;73282932000074;Lyon", "Faux;3,95E+13;Lyon")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_bytes(CONTENT)
    return path


def run(*arguments: object, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_a_file_goes_in_with_a_summary_and_a_report(file, tmp_path):
    report = tmp_path / "report.csv"
    out, err = run("companies", file, "--report", report)
    assert "clients.csv: 2 rows imported" in out
    assert "created            1" in out
    assert "refused            1" in out
    assert "row 3, SIRET" in err
    rows = list(csv.reader(StringIO(report.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [row[:5] for row in rows] == [
        ["Raison sociale", "SIRET", "Ville", "row", "result"],
        ["Faux", "3,95E+13", "Lyon", "3", "refused"],
    ]
    assert Company.objects.get().name == "Laiterie"


def test_a_dry_run_keeps_nothing(file):
    out, _err = run("companies", file, "--dry-run")
    assert "2 rows checked, nothing was kept" in out
    assert Company.objects.count() == 0


def test_columns_and_header_may_be_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(text_file("x;y", "Laiterie;Lyon"))
    run("companies", path, "--map", "x=name", "--map", "y=city")
    assert Company.objects.get().city == "Lyon"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "PDF"),
        (b"Code;Libelle\n1;A\n", "No column gives"),
        (b"Nom;SIRET\nFaux;123\n", "No row could be imported"),
    ],
)
def test_a_file_that_brings_nothing_is_an_error(tmp_path, content, words):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run("companies", path)
    assert Company.objects.count() == 0


def test_mistakes_are_named(file, tmp_path):
    with pytest.raises(CommandError, match="no such file"):
        run("companies", tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="nobody signs in"):
        run("companies", file, "--as", "nobody@negoce.example")
    with pytest.raises(CommandError, match="No column 'Nom'"):
        run("companies", file, "--map", "Nom=name")
    with pytest.raises(CommandError, match="No field 'nope'"):
        run("companies", file, "--map", "Ville=nope")


def test_as_a_person_their_rights_hold(file):
    person = make_user(Role.MARKETING, email="marie@negoce.example")
    run("companies", file, "--as", "marie@negoce.example")
    assert Company.objects.get().owner_id == person.pk
    assert ImportRun.objects.get().created_by_id == person.pk


def test_progress_off_a_terminal_is_a_line_now_and_then():
    stream = StringIO()
    progress = Progress("clients.csv", stream)
    progress.show(50, 200)
    progress.show(51, 200)
    progress.close()
    assert stream.getvalue().startswith("clients.csv: 50 / 200 (25 %), ")
    assert stream.getvalue().count("\n") == 1
