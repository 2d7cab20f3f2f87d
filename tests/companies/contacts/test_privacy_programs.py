"""After an erasure nothing of the person is left in answers kept for programs, nor in what an undo would give back."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.models import Activity, Contact, ImportImage
from negoce.identity.models import ApiReply
from negoce.jobs.worker import work_off
from tests.factories.api import make_program
from tests.factories.companies import make_company, make_contact
from tests.factories.custom import fill, make_field
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, run_import_of, text_file
from tests.harness.stored import everything_stored, lines_with

Erase = Callable[[Contact], None]
pytestmark = pytest.mark.django_db
TRACES = ("quenneville", "hélène", "hq@gardot", "639980001", "tatouée", "gauchère")


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def erase(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Erase:
    def run(contact: Contact) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            erase_person(make_actor(), contact, reason="Demande écrite", typed_name=contact.full_name)
        work_off()

    return run


def left() -> list[str]:
    return [line for trace in TRACES for line in lines_with(trace, everything_stored())]


def test_answers_kept_for_programs_forget_the_person_and_still_answer(erase: Erase) -> None:
    program, company = make_program(), make_company("Gardot")
    body = {
        "company": company.public_id,
        "first_name": "Hélène",
        "last_name": "Quenneville",
        "email": "hq@gardot.example",
        "mobile": "06 39 98 00 01",
    }
    made = program.post("contacts", body, idempotency_key="premiere")
    other = program.post(
        "contacts", {"company": company.public_id, "last_name": "Lambert"}, idempotency_key="seconde"
    )
    assert (made.status_code, other.status_code) == (201, 201)
    contact = Contact.objects.get(last_name="Quenneville")
    erase(contact)
    assert left() == []
    again = program.post("contacts", body, idempotency_key="premiere")
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert (again.json()["id"], again.json()["last_name"]) == (contact.public_id, "[personne effacée]")
    assert Contact.objects.count() == 2
    assert json.loads(ApiReply.objects.get(key="seconde").body) == other.json()


def test_custom_values_that_an_import_replaced_are_forgotten(erase: Erase) -> None:
    actor, field = make_actor(), make_field("Signe", kind="contact")
    company = make_company("Gardot")
    contact = make_contact(company, first_name="Hélène", last_name="Quenneville", email="hq@gardot.example")
    other = make_contact(company, first_name="Paul", last_name="Lambert", email="pl@gardot.example")
    fill(contact, field, "Tatouée")
    fill(other, field, "Barbu")
    rows = (
        "Gardot;Quenneville;Hélène;hq@gardot.example;Gauchère",
        "Gardot;Lambert;Paul;pl@gardot.example;Imberbe",
    )
    run = make_import(text_file("Société;Nom;Prénom;E-mail;Signe", *rows), actor=actor)
    change_options(actor, run, options={"duplicates": "overwrite"})
    start_import(actor, run)
    work_off()
    assert left() != []
    erase(contact)
    assert left() == []
    images = [image.records["updated"] for image in ImportImage.objects.filter(kind="contact_custom")]
    assert [list(held) for held in images] == [[str(other.pk)]]


def test_exchanges_that_an_import_completed_are_forgotten_or_mended(erase: Erase) -> None:
    company = make_company("Gardot")
    contact = make_contact(company, first_name="Hélène", last_name="Quenneville", email="hq@gardot.example")
    header = "Date;Type;Objet;Compte rendu;Société;E-mail du contact"
    with_her = "15/03/2026;Visite;Point annuel;{};Gardot;hq@gardot.example"
    of_her = "16/03/2026;Appel;Relance;{};Gardot;"
    run_import_of(
        text_file(header, with_her.format("Elle est gauchère."), of_her.format("Hélène Quenneville part."))
    )
    run = run_import_of(
        text_file(header, with_her.format("Tatouée aussi."), of_her.format("Partie, Hélène Quenneville."))
    )
    assert counts(run) == {"updated": 2}
    erase(contact)
    assert left() == []
    told = Activity.objects.get(subject="Relance")
    (image,) = ImportImage.objects.filter(kind="activity", run=run)
    assert list(image.records["updated"]) == [str(told.pk)]
