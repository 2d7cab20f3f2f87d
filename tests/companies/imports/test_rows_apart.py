"""Rows read by a child process: the same as here, whatever the kind of file; a child that ends early loses nothing."""

from __future__ import annotations

import signal
import subprocess

import pytest
from django.db import connection

from negoce.companies.actions.imports import rows_process
from negoce.companies.actions.imports.reading import read_table_rows, rows_of_import
from negoce.companies.actions.imports.rows_process import ChildRows, ReadingBroke
from negoce.companies.actions.imports.run import run_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import Company, ImportRowIssue, ImportRun, SearchEntry, SearchWord
from negoce.companies.queries.imports.source import mapping_of, prepare, read_batch
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.queries.search.find import search
from negoce.companies.rules.search.company_texts import company_texts
from negoce.identity.enums import Role
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from tests.factories.custom import make_field
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, text_file

pytestmark = pytest.mark.django_db
COMPANIES = (
    "Nom;SIRET;CP;Ville;Téléphone;Effectif;CA (k€)",
    "Laiterie du Val;73282932000074;38000;Grenoble;04 76 12 34 56;12;1 234,5",
    "Ferme;123;75A01;Paris;12;douze;#N/A",
    "",
    "Total;;;;;12;",
    "Cave;;69003;Lyon;;;;trop",
    "« Étoile »;;1000;Bourg;;;",
)
FILES = {
    "companies": text_file(*COMPANIES),
    "contacts": text_file(
        "Nom;Prénom;Entreprise;E-mail;Mobile;Remarque",
        "Garnier;Hélène;Laiterie;helene@laiterie.example;06 12 34 56 78;vue au salon",
        "Roche;;;pas une adresse;12;",
    ),
    "orders": text_file(
        "N° commande;Date de commande;Raison sociale;Code article;Quantité;Prix unitaire;Montant HT",
        "C1;03/02/2026;Laiterie;A1;2;10,50;21,00",
        "C2;31/02/2026;Laiterie;A1;deux;10;20",
        "C1;03/02/2026;Laiterie;A2;1;5;7",
    ),
    "activities": text_file(
        "Date;Type;Objet;Entreprise;Compte rendu",
        "03/02/2026 10:30;Appel;Relance;Laiterie;Rappeler en mars",
        "demain;Rendez-vous;;Cave;",
    ),
    "products": text_file(
        "Code article;Désignation;Prix;Famille", "A1;Meule;12,50;Fromages", "A2;Tomme;prix;Fromages"
    ),
}


@pytest.fixture
def boss():
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def always_apart(monkeypatch):
    monkeypatch.setattr(rows_process, "FEWEST_APART", 1)


@pytest.fixture
def started(monkeypatch):
    """The children that are started from now on."""
    children: list[subprocess.Popen[bytes]] = []
    start = rows_process._start

    def noted():
        children.append(start())
        return children[-1]

    monkeypatch.setattr(rows_process, "_start", noted)
    return children


def many(count: int) -> bytes:
    return text_file("Nom;CP;Ville", *[f"Ferme {number:04d};38000;Grenoble" for number in range(count)])


@pytest.mark.parametrize("kind", FILES)
def test_a_child_reads_what_we_read(boss, always_apart, started, kind):
    run = make_import(FILES[kind], actor=boss, target=kind)
    target = import_target(kind)
    group = next((at for at, key in mapping_of(run).items() if key == target.group_by), None)
    run.total_rows = prepare(run, group)
    here = read_batch(run, 0, group)
    with rows_of_import(target, run, group) as next_rows:
        apart = next_rows(1_000)
    assert len(started) == 1
    expected = read_table_rows(target, run, here.rows)
    assert apart.rows == expected
    assert any(row.findings for row in expected)
    assert apart.next_offset == here.next_offset
    assert list(apart.sources({row.number for row in expected})) == list(here.rows)


def test_custom_fields_are_read_here_and_said_the_same(boss, always_apart):
    level, debt = make_field("Niveau", "choice"), make_field("Encours", "amount")
    content = text_file(
        "Nom;Niveau;Encours", "Laiterie;bronze;12,50", "Ferme;plomb;#REF!", "Total;bronze;", "Cave;;"
    )
    run = make_import(content, actor=boss, target="companies")
    assert {level.key, debt.key} < set(mapping_of(run).values())
    run.total_rows = prepare(run, None)
    target = import_target("companies")
    with rows_of_import(target, run, None) as next_rows:
        apart = next_rows(1_000).rows
    assert apart == read_table_rows(target, run, read_batch(run, 0).rows)
    assert [sorted(row.values.get("custom", {})) for row in apart] == [
        sorted((level.key, debt.key)),
        [],
        [],
        [],
    ]
    assert [each.finding.code for each in apart[1].findings] == ["choice.unknown", "cell.failed"]


def test_orders_stay_whole_from_batch_to_batch(boss, always_apart):
    lines = [f"C{number // 3};03/02/2026;Laiterie;A{number};1;10;10" for number in range(30)]
    content = text_file(
        "N° commande;Date de commande;Raison sociale;Code article;Quantité;Prix unitaire;Montant", *lines
    )
    run = make_import(content, actor=boss, target="orders")
    run.total_rows = prepare(run, 0)
    sizes = []
    with rows_of_import(import_target("orders"), run, 0) as next_rows:
        while (piece := next_rows(4)).rows:
            sizes.append(len(piece.rows))
            run.done_offset = piece.next_offset
    assert sizes == [6] * 5


def test_an_import_ends_the_same_with_a_child(boss, monkeypatch):
    ends = []
    for fewest in (10**9, 1):
        monkeypatch.setattr(rows_process, "FEWEST_APART", fewest)
        run = make_import(text_file(*COMPANIES), actor=boss, target="companies")
        start_import(boss, run)
        work_off()
        run.refresh_from_db()
        issues = ImportRowIssue.objects.filter(run=run).order_by("pk")
        told = list(issues.values_list("row_number", "field", "column", "value", "code", "severity"))
        names = Company.objects.order_by("name").values_list("name", "siret", "postal_code", "turnover")
        ends.append((counts(run), told, list(names)))
        Company.objects.all().delete()
    assert ends[0] == ends[1]
    assert len(ends[0][1]) > 3


def test_a_child_that_is_killed_is_taken_up_by_the_next_try(boss, always_apart, started, monkeypatch):
    """What is in stays in; the job tries again from there."""
    # It cannot read far ahead.
    monkeypatch.setattr(rows_process, "_PIPE_BYTES", 4_096)
    frame, told = ChildRows._frame, []

    def told_or_killed(rows):
        told.append(len(started))
        if told == [1, 1, 1]:
            started[0].kill()
            started[0].wait()
        return frame(rows)

    monkeypatch.setattr(ChildRows, "_frame", told_or_killed)
    run = start_import(boss, make_import(many(2_600), actor=boss))
    work_off()
    run.refresh_from_db()
    job = Job.objects.get(pk=run.job_id)
    assert (run.state, job.state, "ReadingBroke: Ended with -9" in job.error) == ("started", "waiting", True)
    assert 0 < run.done_rows < 2_600
    assert Company.objects.count() == run.done_rows
    Job.objects.update(run_after=job.created_at)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.created_count, Company.objects.count()) == ("done", 2_600, 2_600)
    assert Company.objects.values("name").distinct().count() == 2_600


def test_no_child_is_left_when_an_import_stops(boss, always_apart, started):
    run = start_import(boss, make_import(many(3_000), actor=boss))

    def progress(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(boss, ImportRun.objects.get(pk=run.pk), progress=progress, hold=lambda: None)
    # Killed, or done with its rows just before: on a busy machine the writer may be the slower of both.
    assert [child.returncode in {0, -signal.SIGKILL} for child in started] == [True]


def test_a_child_ends_when_nobody_listens_any_more(boss, always_apart, started):
    """So it does when the worker is killed."""
    run = make_import(many(10_000), actor=boss)
    run.total_rows = prepare(run, None)
    with rows_of_import(import_target("companies"), run, None) as next_rows:
        next_rows(10)
        started[0].stdout.close()
        assert started[0].wait(20) == 0


def test_our_own_fault_in_the_child_is_told_without_values(boss, always_apart):
    run = make_import(many(10), actor=boss)
    run.total_rows = prepare(run, None)
    run.done_offset = 5
    with (
        rows_of_import(import_target("companies"), run, None) as next_rows,
        pytest.raises(ReadingBroke, match=r"^JSONDecodeError in .*_rows line \d+") as told,
    ):
        next_rows(10)
    assert "Ferme" not in str(told.value)


def test_search_is_told_the_same_by_a_child(boss, monkeypatch):
    """Also of a company that a later row of the same batch completes."""
    content = text_file(
        "Code;Nom;SIRET;CP;Ville;Téléphone;E-mail;Code APE;Enseigne;N° TVA",
        "A1;Côté Sud SARL;73282932000074;38000;Grenoble;04 76 12 34 56;a@sud.example;10.51C;Chez Léa;FR44732829320",
        "A2;Ferme;;26150;Die;;;;;DE123456789",
        "A2;Ferme;;26150;Die;06 12 34 56 78;;;;",
        "A3;!!!;;;;;;;;",
    )
    told = []
    for fewest in (10**9, 1):
        monkeypatch.setattr(rows_process, "FEWEST_APART", fewest)
        run = make_import(content, actor=boss, target="companies")
        run.owner_id = boss.user_id
        run.save()
        start_import(boss, run)
        work_off()
        entries = SearchEntry.objects.order_by("pk")
        columns = ("key", "words", "context", "fragments", "private_fragments", "readers")
        told.append(
            (list(entries.values_list(*columns)), set(SearchWord.objects.values_list("word", flat=True)))
        )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT terms::text FROM companies_searchentry ORDER BY id")
                told[-1] += (cursor.fetchall(),)
        groups = [search(boss, text).groups for text in ("cote sud", "grenoble", "0612345678", "DE1234")]
        told[-1] += ([[hit.title for hit in found[0].hits] if found else [] for found in groups],)
        Company.objects.all().delete()
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
    assert told[0] == told[1]
    assert len(told[0][0]) == 2
    assert told[0][-1][0] == ["Côté Sud SARL"]


def test_the_terms_worked_out_ahead_are_those_of_the_entry():
    for values in (
        {
            "name": "Côté Sud",
            "siret": "73282932000074",
            "siren": "732829320",
            "city": "Die",
            "email": "a@sud.example",
        },
        {"name": "!!!"},
        {"name": "Ferme", "vat_number": "DE123456789", "activity_code": "10.51C", "import_key": "x:1"},
    ):
        texts = company_texts(values)
        for readers in ("", "_o3", "_o3 _t1"):
            assert texts.all_terms(readers) == texts.entry(5, 5, readers).terms()
