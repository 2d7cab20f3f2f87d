"""How rows become activities: with their company, people and colleague, recognised, guarded."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from negoce.companies.models import Activity, ActivityContact, Company, Contact
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Role, Scope
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
HEADER = "Date;Heure;Type;Objet;Compte rendu;Société;SIRET;E-mail du contact;Commercial;Statut;Durée;Sens"
VISIT = (
    "15/03/2026;14h30;Visite;Point annuel;Tout va bien.;Laiterie;73282932000074;"
    "helene@vercors.example;Camille Roche;Fait;1h30;"
)


@pytest.fixture
def laiterie() -> Company:
    company = make_company("Laiterie", siren="732829320", siret="73282932000074")
    make_contact(company, first_name="Hélène", last_name="Garnier", email="helene@vercors.example")
    return company


def test_a_row_becomes_an_activity_and_the_dates_of_the_lists_follow(laiterie):
    camille = make_user(first_name="Camille", last_name="Roche")
    incoming = "16/03/2026;;Appel entrant;Rappel;;Laiterie;;GARNIER Hélène;;;;"
    header = HEADER.replace("E-mail du contact", "Contact")
    run = run_import_of(text_file(HEADER, VISIT), "agenda.csv")
    assert (run.target, counts(run)) == ("activities", {"created": 1})
    activity = Activity.objects.get()
    assert (activity.kind, activity.state, activity.subject, activity.body) == (
        "visit", "done", "Point annuel", "Tout va bien.",
    )  # fmt: skip
    assert activity.starts_at == datetime(2026, 3, 15, 14, 30, tzinfo=PARIS)
    assert (activity.all_day, activity.duration_minutes, activity.owner_id) == (False, 90, camille.pk)
    assert activity.contacts.get().last_name == "Garnier"
    laiterie.refresh_from_db()
    assert laiterie.last_contact_on == date(2026, 3, 15)
    assert counts(run_import_of(text_file(header, incoming))) == {"created": 1}
    assert Activity.objects.get(subject="Rappel").direction == "incoming"
    assert Contact.objects.get().last_sign_on == date(2026, 3, 16)


def test_a_second_time_doubles_nothing_and_a_change_is_written(laiterie):
    make_user(first_name="Camille", last_name="Roche")
    run_import_of(text_file(HEADER, VISIT))
    assert counts(run_import_of(text_file(HEADER, VISIT))) == {"unchanged": 1}
    assert counts(run_import_of(text_file(HEADER, VISIT, VISIT))) == {"unchanged": 2}
    run = run_import_of(text_file(HEADER, VISIT.replace("Tout va bien.", "Commande promise.")))
    assert counts(run) == {"updated": 1}
    assert (Activity.objects.get().body, ActivityContact.objects.count()) == ("Commande promise.", 1)


def test_a_code_of_its_own_recognises_an_activity_that_moved(laiterie):
    header, row = "Activity ID;Date;Type;Objet;SIRET", "A-1;15/03/2026;Appel;Devis;73282932000074"
    run_import_of(text_file(header, row, row.replace("A-1", "A-2")))
    assert Activity.objects.count() == 2
    run = run_import_of(text_file(header, row.replace("15/03", "18/03")))
    assert counts(run) == {"updated": 1}
    days = sorted(activity.starts_at.astimezone(PARIS).day for activity in Activity.objects.all())
    assert days == [15, 18]


@pytest.mark.parametrize(
    ("kind", "state", "day", "read"),
    [
        ("RDV", "", "15/03/2026", ("visit", "done")),
        ("Tâche", "À faire", "15/03/2030", ("task", "planned")),
        ("Tâche", "Not Started", "15/03/2026", ("task", "planned")),
        ("Email", "Completed", "2026-03-15", ("email", "done")),
        ("Visioconférence", "", "15/03/2030", ("video", "planned")),
        ("Note", "", "15/03/2030", ("task", "planned")),
        ("SMS", "Annulé", "15/03/2026", ("message", "cancelled")),
        ("Outgoing call", "", "15 mars 2026", ("call", "done")),
        ("", "", "15/03/2026", ("note", "done")),
    ],
)
def test_kinds_and_states_are_read_in_french_and_english(laiterie, kind, state, day, read):
    row = f"{day};;{kind};Objet;;Laiterie;;;;{state};;"
    assert counts(run_import_of(text_file(HEADER, VISIT.split(";Camille")[0], row)))["created"] == 2
    activity = Activity.objects.exclude(subject="Point annuel").get()
    assert (activity.kind, activity.state) == read


@pytest.mark.parametrize(
    ("row", "result", "code"),
    [
        ("31/02/2026;;Appel;Devis;;Laiterie;;;;;;", "refused", "date.no_such_day"),
        (";;Appel;Devis;;Laiterie;;;;;;", "refused", "activity.no_date"),
        ("15/03/2026;;Appel;Devis;;;;;;;;", "refused", "activity.no_company"),
        ("15/03/2026;;Appel;Devis;;Inconnue;;;;;;", "refused", "order.no_customer"),
        ("15/03/2026;;Appel;Devis;;Laiterie;73282932000075;;;;;", "refused", "siret.check_digit"),
        ("15/03/2030;;Appel;Devis;;Laiterie;;;;Fait;;", "refused", "activity.done_in_future"),
        ("15/03/2026;;Pigeon;Devis;;Laiterie;;;;;;", "incomplete", "activity.kind_unknown"),
        ("15/03/2026;;Appel;Devis;;Laiterie;;;;Bof;;", "incomplete", "activity.state_unknown"),
        ("15/03/2026;;Appel;Devis;;Laiterie;;paul@ailleurs.example;;;;", "incomplete", "activity.no_contact"),
        ("15/03/2026;;Appel;Devis;;Laiterie;;;Personne Inconnue;;;", "incomplete", "activity.no_owner"),
        ("15/03/2026;27h;Appel;Devis;;Laiterie;;;;;;", "incomplete", "moment.no_such_hour"),
        (f"15/03/2026;;Appel;Devis;{'x' * 10_001};Laiterie;;;;;;", "incomplete", "text.too_long"),
        ("15/03/2026;;Appel;Devis;Elle est enceinte.;Laiterie;;;;;;", "incomplete", "row.note_guard"),
    ],
)
def test_what_is_wrong_is_named(laiterie, row, result, code):
    run = run_import_of(text_file(HEADER, row), target="activities")
    assert counts(run)[result] == 1
    issue = run.issues.get()
    assert issue.code == code
    assert code not in say_issue(issue)
    assert Activity.objects.count() == (0 if result == "refused" else 1)
    assert not Activity.objects.filter(body__contains="enceinte").exists()


def test_a_company_that_is_not_seen_takes_no_activity(laiterie):
    laiterie.owner_id = make_actor(Role.SALESPERSON).user_id
    laiterie.save()
    seller = make_actor(Role.MANAGER, scope=Scope.OWN)
    run = run_import_of(text_file(HEADER, VISIT), actor=seller)
    assert counts(run) == {"refused": 1}
    assert [each.code for each in run.issues.all()] == ["row.not_yours"]
    assert Activity.objects.count() == 0


def test_exports_of_other_programs_are_known(laiterie):
    headers = {
        "hubspot": "Record ID;Activity type;Activity date;Subject;Notes;Company name;Assigned to",
        "pipedrive": "ID;Type;Due date;Subject;Note;Organization;Assigned to",
        "salesforce": "Activity ID;Type;Due Date;Subject;Comments;Company / Account;Assigned To",
        "french": "Identifiant;Type d’activité;Date de l’activité;Objet;Compte rendu;Société;Responsable",
    }
    row = "7;Appel;15/03/2026;Devis;Rien;Laiterie;Camille"
    for name, header in headers.items():
        run = make_import(text_file(header, row), f"{name}.csv")
        assert run.target == "activities", name
        assert sorted(run.mapping.values()) == [
            "body", "company_name", "import_key", "kind", "owner", "starts_at", "subject",
        ], name  # fmt: skip


def test_queries_do_not_grow_with_the_rows(laiterie, queries):
    rows = [VISIT.replace("15/03", f"{day:02}/03") for day in range(1, 29)]
    counted = []
    for some in (rows[:3], rows[3:]):
        with queries.counted() as seen:
            run_import_of(text_file(HEADER, *some))
        counted.append(len(seen.captured_queries))
    assert counted[1] - counted[0] <= 2
