"""After an erasure nothing of the person is left around the file either: views, filters, imports, jobs, sessions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.bulk_change import begin_bulk_change, run_bulk_change
from negoce.companies.actions.bulk_tasks import begin_bulk_tasks, run_bulk_tasks
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.list_export import authorise_export
from negoce.companies.actions.people.erase import Erased, erase_person
from negoce.companies.actions.saved_view_change import change_view
from negoce.companies.actions.saved_view_save import create_view
from negoce.companies.enums import ImportState
from negoce.companies.models import (
    Activity,
    BulkChange,
    Contact,
    ImportRowIssue,
    ImportRun,
    RecentRecord,
    SavedView,
)
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import make_import, run_import_of, text_file
from tests.factories.workbooks import workbook
from tests.harness.stored import everything_stored, lines_with

pytestmark = pytest.mark.django_db
NAME = "Hélène Quenneville"
TRACES = ("quenneville", "helene", "639980001", "39.98.00.01", "39 98 00 01", "hq@", "%c3%a9l%c3%a8ne")
OnCommit = Callable[..., AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def helene(actor: Actor) -> Contact:
    return create_contact(
        actor,
        company=make_company("Gardot"),
        values={
            "first_name": "Hélène",
            "last_name": "Quenneville",
            "email": "hq@gardot.example",
            "mobile": "06 39 98 00 01",
        },
    )


def erase(actor: Actor, contact: Contact, on_commit: OnCommit) -> Erased:
    with on_commit(execute=True):
        erased = erase_person(actor, contact, reason="Demande écrite", typed_name=NAME)
    work_off()
    return erased


def nothing_left() -> list[str]:
    stored = everything_stored()
    return [line for trace in TRACES for line in lines_with(trace, stored)]


def seed_lists(actor: Actor) -> None:
    """Views, a bulk change and exports, whose filters and names speak of the person."""
    by_name = "filter=name+is+Quenneville+and+first_name+is+H%C3%A9l%C3%A8ne&sort=name"
    create_view(actor, list_key="contacts", name="Comptes d’Hélène Quenneville", query=by_name)
    view = create_view(
        actor, list_key="contacts", name="Mme Quenneville", query="filter=email+is+hq@gardot.example"
    )
    change_view(actor, view, query='filter=mobile+is+"06+39+98+00+01"+or+email+is+hq@gardot.example')
    filter_text = "name contains Quenneville and first_name is Hélène"
    begun = begin_bulk_change(
        actor, list_key="contacts", column="owner", value="", public_ids=None, filter_text=filter_text
    )
    run_bulk_change(actor, begun)
    tasks = {"subject": f"Rappeler {NAME}", "due": "dans 10 jours", "owner": None, "public_ids": None}
    run_bulk_tasks(actor, begin_bulk_tasks(actor, filter_text="name is Gardot", **tasks))
    for text in (filter_text, "mobile contains 0639980001"):
        authorise_export(understand(LISTS["contacts"], actor, Asked(filter=text)), form="csv")


def seed_imports(actor: Actor) -> None:
    """A file by her name, one with her faulty coordinates, a workbook, a draft, and one without a header."""
    header = "Société;Nom;Prénom;E-mail;Mobile"
    run_import_of(
        text_file(header, "Gardot;QUENNEVILLE;HÉLÈNE;hq@gardot.example;06.39.98.00.01"),
        name="Fichier de Mme Quenneville.csv",
        actor=actor,
    )
    run_import_of(
        text_file(
            header, "Gardot;Lambert;Paul;p@x.example;", ";Quenneville;Hélène;quenneville@@;0639980001234"
        ),
        actor=actor,
    )
    run_import_of(
        workbook([["Société", "Nom", "Prénom", "Note"], ["Gardot", "Quenneville", "Hélène", ""]]),
        name="a.xlsx",
        actor=actor,
    )
    make_import(text_file(header, "Gardot;Quenneville;Hélène;;"), name="brouillon.csv", actor=actor)
    make_import(
        text_file("Gardot;Quenneville;Hélène;hq@gardot.example;Nîmes"), name="sans-titre.csv", actor=actor
    )


def seed_around(actor: Actor, contact: Contact) -> None:
    """What is kept beside: an error of a job, a notice not yet read, last records opened, other companies."""
    Job.objects.create(
        task="x.y",
        arguments={"text": NAME},
        result={"rows": ["06 39 98 00 01"]},
        run_after=timezone.now(),
        state="failed",
        error="ValueError: hq@gardot.example",
        message="Ligne 3 : Quenneville Hélène",
    )
    session = SessionStore()
    session["_messages"] = f"{NAME} est dans le fichier."
    session.save()
    RecentRecord.objects.create(
        user=make_user(), kind="contact", object_id=contact.pk, visited_at=timezone.now()
    )
    create_activity(
        actor,
        company=make_company("Ailleurs", note="Recommandé par Hélène QUENNEVILLE"),
        values={"kind": "call", "subject": "Appel", "body": "De la part de Mme Quenneville (06 39 98 00 01)"},
    )


def test_nothing_is_left_in_any_table_session_or_file(django_capture_on_commit_callbacks: OnCommit) -> None:
    actor = make_actor(first_name="Nadia", last_name="B")
    contact = helene(actor)
    seed_lists(actor)
    seed_imports(actor)
    seed_around(actor, contact)
    before = everything_stored()
    places = (
        "companies_savedview",
        "companies_bulkchange",
        "companies_importrowissue",
        "companies_importrun",
    )
    others = (
        "files_storedfile",
        "identity_journalentry",
        "jobs_job",
        "session",
        "companies_searchword",
        "file",
    )
    for place in (*places, *others):
        assert [line for line in lines_with("quenneville", before) if line.startswith(place)], place
    erased = erase(actor, contact, django_capture_on_commit_callbacks)
    assert nothing_left() == []
    assert RecentRecord.objects.count() == 0
    assert sorted(erased.files_removed) == [
        "Fichier de [personne effacée].csv",
        "a.xlsx",
        "brouillon.csv",
        "clients.csv",
        "sans-titre.csv",
    ]


def test_views_of_hers_find_nobody_and_others_stay() -> None:
    actor = make_actor()
    contact = helene(actor)
    kept = "filter=city+is+Nîmes,Gardot&columns=name:200,email&sort=-name"
    other = create_view(actor, list_key="contacts", name="Nîmes", query=kept)
    mine = create_view(actor, list_key="contacts", name="Elle", query="filter=name+is+Quenneville&sort=name")
    make_contact(last_name="Lambert")
    erase_person(actor, contact, reason="x", typed_name=NAME)
    other.refresh_from_db()
    mine.refresh_from_db()
    assert (other.name, other.query) == ("Nîmes", kept)
    assert mine.query == "filter=name+is+%5Bpersonne+effac%C3%A9e%5D&sort=name"
    spec = understand(LISTS["contacts"], actor, Asked(filter="name is [personne effacée]"))
    assert spec.problems == ()


def test_a_last_name_that_others_bear_stays_in_views() -> None:
    """« Martin » in a colleague's view means the others."""
    actor = make_actor()
    contact = make_contact(first_name="Hélène", last_name="Martin")
    make_contact(first_name="Paul", last_name="Martin")
    view = create_view(actor, list_key="contacts", name="Martin", query="filter=name+is+Martin")
    both = create_view(actor, list_key="contacts", name="Hélène Martin", query="")
    erase_person(actor, contact, reason="x", typed_name="Hélène Martin")
    view.refresh_from_db()
    both.refresh_from_db()
    assert (view.name, view.query, both.name) == ("Martin", "filter=name+is+Martin", "[personne effacée]")


def test_a_bulk_change_keeps_the_rest_of_its_filter() -> None:
    actor = make_actor()
    contact = helene(actor)
    change = BulkChange.objects.create(
        list_key="contacts", column="owner", filter_text="name is Quenneville and city is Nîmes"
    )
    erase_person(actor, contact, reason="x", typed_name=NAME)
    change.refresh_from_db()
    assert change.filter_text == "name is [personne effacée] and city is Nîmes"


def test_a_file_that_is_being_imported_is_left_and_said(django_capture_on_commit_callbacks: OnCommit) -> None:
    actor = make_actor()
    contact = helene(actor)
    run = make_import(
        text_file("Société;Nom;Prénom", "Gardot;Quenneville;Hélène"), name="vague.csv", actor=actor
    )
    start_import(actor, run)
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_person(actor, contact, reason="x", typed_name=NAME)
    assert (erased.files_left, erased.files_removed, run.file.path.exists()) == (["vague.csv"], [], True)


def test_a_file_of_namesakes_stays(django_capture_on_commit_callbacks: OnCommit) -> None:
    actor = make_actor()
    contact = helene(actor)
    run = run_import_of(
        text_file("Société;Nom;Prénom", "Gardot;Quenneville;Paul", "Gardot;Roche;Hélène"), actor=actor
    )
    erased = erase(actor, contact, django_capture_on_commit_callbacks)
    assert (run.file.path.exists(), erased.files_removed) == (True, [])
    assert Contact.objects.filter(last_name="Quenneville", first_name="Paul").exists()


def test_faulty_values_of_other_people_stay(django_capture_on_commit_callbacks: OnCommit) -> None:
    actor = make_actor()
    contact = helene(actor)
    run_import_of(
        text_file("Société;Nom;E-mail", "Gardot;Lambert;p@@x", "Gardot;Quenneville;hq@@"), actor=actor
    )
    erase(actor, contact, django_capture_on_commit_callbacks)
    assert list(ImportRowIssue.objects.filter(row_number=2).values_list("value", flat=True)) == ["p@@x"]


def test_a_name_in_another_company_is_taken_out_and_namesakes_stay() -> None:
    actor = make_actor()
    contact = helene(actor)
    spoken = make_activity(make_company("Loin"), body="Vu Hélène Quenneville au salon")
    namesake = make_activity(make_company("Loin aussi"), body="Vu Quenneville SA au salon")
    erase_person(actor, contact, reason="x", typed_name=NAME)
    bodies = dict(Activity.objects.order_by("pk").values_list("pk", "body"))
    assert (bodies[spoken.pk], bodies[namesake.pk]) == (
        "Vu [personne effacée] au salon",
        "Vu Quenneville SA au salon",
    )


def test_what_exports_told_the_journal_is_mended_and_stays() -> None:
    actor = make_actor()
    contact = helene(actor)
    authorise_export(
        understand(LISTS["contacts"], actor, Asked(filter="name contains Quenneville")), form="csv"
    )
    erase_person(actor, contact, reason="x", typed_name=NAME)
    entry = JournalEntry.objects.get(subject_kind="list_contacts")
    assert entry.values["filter"] == [None, "name contains [personne effacée]"]
    assert entry.values["rows"] == [None, 1]


def test_states_of_imports_are_all_thought_of() -> None:
    assert {state.value for state in ImportState} == {
        "draft", "started", "paused", "cancelled", "done", "undoing", "undone",
    }  # fmt: skip
    assert (ImportRun.objects.count(), SavedView.objects.count(), settings.MEDIA_ROOT != "") == (0, 0, True)
