"""One answer for many rows whose record exists, and a row put on another record than the one proposed."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.answer_many import answer_all, answer_rows
from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.mend import answer_question
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.enums import ImportAnswer
from negoce.companies.models import Company, Contact, ImportRun
from negoce.companies.rules.imports.outcome import Result
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def run(boss) -> ImportRun:
    """Four rows of known companies and a new one, which waits for nobody."""
    for number in range(4):
        make_company(f"Cave {number}", city="Die")
    lines = [f"Cave {number};Die;c{number}@cave.fr" for number in range(4)]
    return asked(boss, text_file("Nom;Ville;E-mail", *lines, "Ferme;Lyon;"))


def asked(boss, content: bytes, target: str = "") -> ImportRun:
    run = make_import(content, actor=boss, target=target)
    change_options(boss, run, options={"duplicates": "ask"})
    start_import(boss, run)
    work_off()
    run.refresh_from_db()
    return run


def emails() -> list[str]:
    return list(Company.objects.order_by("name").values_list("email", flat=True))


def test_ticked_rows_are_answered_at_once(boss, run):
    assert run.asked_count == 4
    assert answer_rows(boss, run, row_numbers={2, 3, 6}, answer=ImportAnswer.UPDATE) == 2
    assert (run.asked_count, counts(run)) == (2, {"created": 1, "updated": 2})
    assert emails() == ["c0@cave.fr", "c1@cave.fr", "", "", ""]
    assert [each.row_number for each in run.issues.all()] == [4, 5]


def test_the_same_answer_for_all_that_is_left_is_a_job_and_goes_with_the_undo(boss, run):
    answer_rows(boss, run, row_numbers={2}, answer=ImportAnswer.SKIP)
    answer_all(boss, run, answer=ImportAnswer.FILL)
    with pytest.raises(Refused, match="déjà en cours"):
        answer_all(boss, run, answer=ImportAnswer.SKIP)
    work_off()
    run.refresh_from_db()
    assert (run.asked_count, counts(run)) == (0, {"created": 1, "updated": 3, "skipped": 1})
    assert emails() == ["", "c1@cave.fr", "c2@cave.fr", "c3@cave.fr", ""]
    with pytest.raises(Refused, match="Plus aucune ligne"):
        answer_all(boss, run, answer=ImportAnswer.FILL)
    undo_import(boss, run)
    work_off()
    assert emails() == ["", "", "", ""]


def test_other_records_are_created_where_a_person_says_so(boss, run):
    answer_all(boss, run, answer=ImportAnswer.CREATE)
    work_off()
    assert Company.objects.count() == 9


def test_a_row_goes_to_the_company_that_was_chosen(boss, run):
    other = make_company("Domaine du Lac", city="Crest", siren="732829320")
    outcome = answer_question(boss, run, row_number=2, answer=ImportAnswer.UPDATE, record=other.public_id)
    other.refresh_from_db()
    assert outcome.result is Result.UPDATED
    assert (other.name, other.city, other.siren, other.email) == (
        "Domaine du Lac",
        "Crest",
        "732829320",
        "c0@cave.fr",
    )
    with pytest.raises(Refused, match="n’existe plus"):
        answer_question(boss, run, row_number=3, answer=ImportAnswer.UPDATE, record="nobodynobody")
    run.refresh_from_db()
    assert run.asked_count == 3


def test_a_row_goes_to_the_person_that_was_chosen(boss):
    company = make_company("Cave", city="Die")
    make_contact(company, last_name="Martin", first_name="Anne")
    other = make_contact(company, last_name="Martin-Roche", first_name="Anne")
    content = text_file("Nom;Prénom;Société;E-mail", "Martin;Anne;Cave;anne@cave.fr")
    run = asked(boss, content, "contacts")
    assert run.asked_count == 1
    answer_question(boss, run, row_number=2, answer=ImportAnswer.FILL, record=other.public_id)
    found = dict(Contact.objects.values_list("last_name", "email"))
    assert found == {"Martin": "", "Martin-Roche": "anne@cave.fr"}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_e_mail_goes_to_the_person_chosen_whoever_else_has_it(elsewhere):
    """A colleague's contact that nobody here sees must neither keep the e-mail out nor be told by its absence."""
    seller = make_user(Role.MANAGER, scope=Scope.OWN.value)
    actor = actor_for(seller)
    company = make_company("Cave", city="Die", owner=seller)
    namesake = make_contact(company, last_name="Martin", first_name="Anne")
    other = make_contact(company, last_name="Martin-Roche", first_name="Anne")
    content = text_file("Nom;Prénom;Société;E-mail", "Martin;Anne;Cave;anne@cave.fr")
    run = asked(actor, content, "contacts")
    assert run.asked_count == 1
    home = make_company("Autre", owner=make_user()) if elsewhere else company
    third = make_contact(home, last_name="Anne", first_name="", email="anne@cave.fr")
    outcome = answer_question(actor, run, row_number=2, answer=ImportAnswer.UPDATE, record=other.public_id)
    assert (outcome.result, outcome.findings) == (Result.UPDATED, ())
    emails_by_key = dict(Contact.objects.values_list("pk", "email"))
    assert emails_by_key == {namesake.pk: "", other.pk: "anne@cave.fr", third.pk: "anne@cave.fr"}


@pytest.fixture
def gone(boss) -> tuple[ImportRun, int]:
    """An import whose only row waits on a company that the undo of another import has taken away, and its key."""
    first = run_import_of(text_file("Nom;Ville", "Cave;Die"), "d’abord.csv", actor=boss)
    run = asked(boss, text_file("Nom;Ville;E-mail", "Cave;Die;c@cave.fr"))
    assert run.asked_count == 1
    key = Company.objects.get().pk
    undo_import(boss, first)
    work_off()
    assert not Company.objects.filter(deleted_at__isnull=True).exists()
    return run, key


@pytest.mark.parametrize("answer", [ImportAnswer.UPDATE, ImportAnswer.FILL, ImportAnswer.SKIP])
def test_nothing_is_written_for_a_record_that_is_gone_unless_it_is_created(boss, gone, answer):
    run, key = gone
    with pytest.raises(Refused, match="« Cave » n’existe plus : créez"):
        answer_question(boss, run, row_number=2, answer=answer)
    assert answer_rows(boss, run, row_numbers={2}, answer=answer) == 0
    answer_all(boss, run, answer=answer)
    work_off()
    run.refresh_from_db()
    assert (run.asked_count, counts(run)) == (1, {})
    assert not Company.objects.filter(deleted_at__isnull=True).exists()
    assert not Company.objects.filter(email="c@cave.fr").exists()
    outcome = answer_question(boss, run, row_number=2, answer=ImportAnswer.CREATE)
    assert outcome.result is Result.CREATED
    created = Company.objects.get(deleted_at__isnull=True)
    assert (created.name, created.email, created.pk != key) == ("Cave", "c@cave.fr", True)


def test_a_row_whose_record_is_gone_goes_to_another_that_is_chosen(boss, gone):
    run, _key = gone
    other = make_company("Domaine du Lac", city="Crest")
    outcome = answer_question(boss, run, row_number=2, answer=ImportAnswer.FILL, record=other.public_id)
    other.refresh_from_db()
    assert (outcome.result, other.email) == (Result.UPDATED, "c@cave.fr")


def test_a_record_that_was_merged_is_not_gone(boss, run):
    kept, absorbed = Company.objects.get(name="Cave 1"), Company.objects.get(name="Cave 0")
    merge_companies(boss, kept=kept, absorbed=absorbed, values={})
    outcome = answer_question(boss, run, row_number=2, answer=ImportAnswer.FILL)
    kept.refresh_from_db()
    assert (outcome.result, kept.email) == (Result.UPDATED, "c0@cave.fr")
