"""What an import brings is tied to its file and to its licence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.trial import try_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import Company, Contact, ImportRun
from negoce.companies.queries.person_data import person_tables
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.source_save import save_source, withdraw_source
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact
from negoce.prospecting.source_import import FILE_SOURCES
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import make_import, text_file
from tests.factories.sources import make_source

pytestmark = pytest.mark.django_db
PEOPLE = text_file(
    "Société;Nom;Prénom;E-mail",
    "Fromagerie Aubin;Leroy;Anne;anne.leroy@aubin.example",
    "Laiterie Connue;Petit;Marc;marc.petit@connue.example",
)
TYPED = {
    "name": "Fichier agro 2026",
    "kind": "rented",
    "supplier": "Données Pro",
    "channels": ["email", "fax", "email"],
    "uses_allowed": "2",
    "starts_on": "01/03/2026",
    "ends_on": "28/02/2027",
    "cost": "1 250,50",
}


def _import(source: FileSource | None) -> ImportRun:
    actor = make_actor(Role.ADMINISTRATOR)
    run = make_import(PEOPLE, "gens.csv", actor=actor, target="contacts")
    if source is not None:
        FILE_SOURCES.choose(actor, run, source.public_id)
    start_import(actor, run)
    work_off()
    run.refresh_from_db()
    assert run.state == "done"
    return run


def test_records_are_tied_to_their_source_and_told_where_they_come_from() -> None:
    known = make_company("Laiterie Connue")
    source = make_source(source_words="Annuaire professionnel de Données Pro")
    run = _import(source)
    assert run.origin_channel == "purchased_file"
    new = Company.objects.get(name="Fromagerie Aubin")
    assert new.origin_channel == "purchased_file"
    assert list(SourcedCompany.objects.values_list("company_id", "created")) == [(new.pk, True)]
    assert known.pk not in SourcedCompany.objects.values_list("company_id", flat=True)
    people = SourcedContact.objects.order_by("pk").values_list("contact__last_name", "created", "brought_on")
    today = timezone.localdate()
    assert list(people) == [("Leroy", True, today), ("Petit", True, today)]
    words = set(Contact.objects.values_list("information_source", flat=True))
    assert words == {"Annuaire professionnel de Données Pro"}


def test_an_undo_takes_the_ties_away() -> None:
    run = _import(make_source())
    undo_import(make_actor(Role.ADMINISTRATOR), run)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.kept_count) == ("undone", 0)
    assert SourcedContact.objects.count() + SourcedCompany.objects.count() == 0
    assert Contact.objects.count() == 0


def test_a_bought_file_without_its_licence_does_not_begin() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    run = make_import(PEOPLE, "gens.csv", actor=actor, target="contacts")
    run.origin_channel = "purchased_file"
    run.save()
    with pytest.raises(Refused):
        start_import(actor, run)
    assert Contact.objects.count() == 0


def test_a_file_with_its_licence_is_tried_before_it_is_imported() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    run = make_import(PEOPLE, "gens.csv", actor=actor, target="contacts")
    FILE_SOURCES.choose(actor, run, make_source().public_id)
    trial = try_import(actor, run)
    work_off()
    trial.refresh_from_db()
    assert (trial.state, SourcedContact.objects.count(), Contact.objects.count()) == ("done", 0, 0)


def test_a_licence_that_ended_does_not_begin_either() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    run = make_import(PEOPLE, "gens.csv", actor=actor, target="contacts")
    ended = make_source(ends_on=timezone.localdate() - timedelta(days=1))
    FILE_SOURCES.choose(actor, run, ended.public_id)
    with pytest.raises(Refused):
        start_import(actor, run)


def test_a_source_is_described_changed_and_guarded() -> None:
    actor = make_actor()
    source = save_source(actor, None, values=TYPED)
    source.refresh_from_db()
    assert (source.channels, source.uses_allowed, source.starts_on) == (["email"], 2, date(2026, 3, 1))
    assert str(source.cost) == "1250.50"
    assert save_source(actor, source, values={**TYPED, "name": "Agro"}, revision=1).name == "Agro"
    with pytest.raises(Conflict):
        save_source(actor, source, values=TYPED, revision=1)
    for wrong in ({"ends_on": ""}, {"ends_on": "01/01/2026"}, {"channels": []}, {"uses_allowed": ""}):
        with pytest.raises(Refused) as told:
            save_source(actor, None, values={**TYPED, **wrong})
        assert list(told.value.fields) == list(wrong)
    with pytest.raises(NotAllowed):
        save_source(make_actor(Role.SALESPERSON), None, values=TYPED)
    assert FileSource.objects.count() == 1


def test_a_file_of_ours_has_no_licence() -> None:
    source = save_source(make_actor(), None, values={**TYPED, "kind": "own"})
    assert (source.ends_on, source.channels, source.supplier, source.uses_allowed) == (None, [], "", None)


def test_a_source_goes_only_while_it_brought_nothing() -> None:
    actor, source = make_actor(), make_source()
    run = _import(source)
    with pytest.raises(Refused):
        withdraw_source(actor, source)
    other = make_source("Autre")
    withdraw_source(actor, other)
    assert list(FileSource.objects.values_list("pk", flat=True)) == [source.pk]
    assert run.state == "done"


def test_the_export_of_a_person_says_whose_file_they_came_from() -> None:
    _import(make_source(dpo_contact="dpo@donnees-pro.example"))
    person = Contact.objects.get(last_name="Leroy")
    table = next(each for each in person_tables(person) if each.key == "file_sources")
    assert [row[:4] for row in table.rows] == [
        ("Acheté", "Données Pro", "Fichier de Données Pro", "dpo@donnees-pro.example")
    ]
