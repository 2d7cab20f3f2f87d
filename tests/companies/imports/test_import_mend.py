"""Rows that were refused or wait for an answer, settled one by one from the report."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.mend import answer_question, drop_row, mend_row, row_to_mend
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.enums import ImportAnswer
from negoce.companies.models import Company, Contact, ImportRun
from negoce.companies.rules.imports.outcome import Result
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Nom;SIRET;Ville"
FAULTY = "Laiterie;73282932000075;Die"


@pytest.fixture
def boss():
    return make_actor(Role.ADMINISTRATOR)


def left(run: ImportRun) -> list[tuple[int, str, str]]:
    return [(each.row_number, each.severity, each.code) for each in run.issues.all()]


def asked(boss, *lines: str, header: str = HEADER, target: str = "") -> ImportRun:
    run = make_import(text_file(header, *lines), actor=boss, target=target)
    change_options(boss, run, options={"duplicates": "ask"})
    start_import(boss, run)
    work_off()
    run.refresh_from_db()
    return run


def test_a_mended_row_comes_in_leaves_the_list_and_goes_with_the_undo(boss):
    run = run_import_of(text_file(HEADER, FAULTY, "Cave;;Die;trop"), actor=boss)
    assert counts(run) == {"refused": 2}
    assert row_to_mend(boss, run, 2).cells == ("Laiterie", "73282932000075", "Die")
    again = mend_row(boss, run, row_number=2, cells={1: "73282932000076"})
    assert (again.result, [each.finding.code for each in again.findings]) == (
        Result.REFUSED,
        ["siret.check_digit"],
    )
    assert (counts(run), left(run)[0]) == ({"refused": 2}, (2, "error", "siret.check_digit"))
    assert mend_row(boss, run, row_number=2, cells={1: "73282932000074"}).result is Result.CREATED
    assert mend_row(boss, run, row_number=3, cells={2: "Die"}).result is Result.CREATED
    assert (counts(run), left(run)) == ({"created": 2}, [])
    assert sorted(Company.objects.values_list("name", "siret")) == [
        ("Cave", ""),
        ("Laiterie", "73282932000074"),
    ]
    with pytest.raises(Refused, match="entre-temps"):
        mend_row(boss, run, row_number=2, cells={})
    undo_import(boss, run)
    work_off()
    assert Company.objects.count() == 0


def test_a_row_given_up_leaves_the_list(boss):
    run = run_import_of(text_file(HEADER, FAULTY), actor=boss)
    drop_row(boss, run, row_number=2)
    run.refresh_from_db()
    assert (counts(run), left(run), Company.objects.count()) == ({"skipped": 1}, [], 0)
    with pytest.raises(Refused):
        drop_row(boss, run, row_number=2)


@pytest.mark.parametrize(
    ("answer", "result", "cities"),
    [
        ("create", {"created": 2}, ["", "Die"]),
        ("update", {"created": 1, "updated": 1}, ["Die"]),
        ("fill", {"created": 1, "updated": 1}, ["Die"]),
        ("skip", {"created": 1, "skipped": 1}, [""]),
    ],
)
def test_a_row_whose_record_exists_waits_for_a_word(boss, answer, result, cities):
    company = make_company("Laiterie", siret="73282932000074", siren="732829320")
    run = asked(boss, "Laiterie;73282932000074;Die", "Neuve;;Lyon")
    assert (run.asked_count, counts(run)) == (1, {"created": 1})
    assert left(run) == [(2, "question", "row.exists")]
    assert run.issues.get().figures == {"name": "Laiterie", "record": company.public_id}
    with pytest.raises(Refused):
        mend_row(boss, run, row_number=2, cells={})
    answer_question(boss, run, row_number=2, answer=ImportAnswer(answer))
    assert (run.asked_count, counts(run), left(run)) == (0, result, [])
    assert sorted(Company.objects.filter(name="Laiterie").values_list("city", flat=True)) == cities


def test_a_known_contact_waits_too(boss):
    home = make_company("Laiterie", city="Die")
    make_contact(home, last_name="Petit", first_name="Anne")
    run = asked(
        boss,
        "Petit;Anne;anne@l.example;Laiterie;Die",
        header="Nom;Prénom;E-mail;Société;Ville",
        target="contacts",
    )
    assert (run.asked_count, left(run)) == (1, [(2, "question", "row.exists")])
    answer_question(boss, run, row_number=2, answer=ImportAnswer.UPDATE)
    assert (Contact.objects.get().email, counts(run)) == ("anne@l.example", {"updated": 1})


def test_rows_are_settled_by_who_made_an_import_that_ended(boss):
    run = run_import_of(text_file(HEADER, FAULTY), actor=boss)
    with pytest.raises(NotAllowed):
        mend_row(make_actor(Role.SALESPERSON, scope=Scope.ALL), run, row_number=2, cells={1: ""})
    ImportRun.objects.filter(pk=run.pk).update(state="undoing")
    with pytest.raises(Refused, match="annulé"):
        mend_row(boss, run, row_number=2, cells={1: ""})
    assert Company.objects.count() == 0
