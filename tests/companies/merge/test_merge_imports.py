"""Files that brought either record find the survivor when they come again."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.actions.merges.merge import merge_companies, merge_contacts
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db

COMPANIES = text_file(
    "Code client;Raison sociale;Ville;Téléphone",
    "A1;Laiterie du Vercors;Villard-de-Lans;0476000001",
    "B2;Fromages Martin;Grenoble;0476000002",
)
PEOPLE = text_file(
    "Code contact;Nom;Prénom;E-mail;Raison sociale",
    "P1;Garnier;Hélène;h@x.example;Laiterie du Vercors",
    "P2;Garnier-Petit;Helene;hp@x.example;Laiterie du Vercors",
)


@pytest.fixture(autouse=True)
def stored(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_the_file_of_either_company_finds_the_survivor() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    run_import_of(COMPANIES, actor=actor)
    kept, absorbed = Company.objects.order_by("pk")
    merge = merge_companies(actor, kept=kept, absorbed=absorbed, values={})
    again = run_import_of(COMPANIES, actor=actor)
    assert counts(again).get("created", 0) == 0
    assert Company.objects.filter(deleted_at__isnull=True).count() == 1
    undo_merge(actor, merge)
    assert Company.objects.filter(deleted_at__isnull=True).count() == 2


def test_what_a_file_says_of_the_absorbed_company_goes_to_the_survivor() -> None:
    """Whatever the two are called: the survivor answers to none of what the file says."""
    kept, absorbed = make_company("Gardot"), make_company("Roux", city="Lyon")
    actor = make_actor(Role.ADMINISTRATOR)
    merge_companies(actor, kept=kept, absorbed=absorbed, values={})
    run = run_import_of(text_file("Nom;Ville;Téléphone", "Roux;Lyon;0476000001"), actor=actor)
    assert counts(run) == {"updated": 1}
    phones = dict(Company.objects.values_list("pk", "phone"))
    assert phones == {kept.pk: "+33476000001", absorbed.pk: ""}
    undo_import(actor, run)
    work_off()
    assert set(Company.objects.values_list("phone", flat=True)) == {""}


def test_the_file_of_either_person_finds_the_survivor() -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    run_import_of(PEOPLE, "contacts.csv", actor=actor, target="contacts")
    kept, absorbed = Contact.objects.order_by("pk")
    merge_contacts(actor, kept=kept, absorbed=absorbed, values={})
    again = run_import_of(PEOPLE, "contacts.csv", actor=actor, target="contacts")
    assert counts(again).get("created", 0) == 0
    assert Contact.objects.filter(deleted_at__isnull=True).count() == 1
