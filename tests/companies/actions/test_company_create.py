"""Creating a company: cleaned values, what follows from them, the journal, refusals."""

from __future__ import annotations

import pytest

from negoce.companies.actions.company_create import create_company
from negoce.companies.enums import BuyerType
from negoce.companies.models import Address, Company
from negoce.identity.enums import Role, TerritoryCriterion
from negoce.identity.models import JournalEntry, Territory, TerritoryPrefix
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def test_values_are_cleaned_and_completed() -> None:
    actor = make_actor(Role.SALESPERSON)
    company = create_company(
        actor,
        values={
            "name": "  Laiterie\u00a0 du  Vercors ",
            "siret": "732 829 320 00074",
            "phone": "04 76 95 10 10",
            "postal_code": "38250",
            "city": "Villard-de-Lans",
            "activity_code": "1051A",
            "headcount": "48",
            "legal_form": "SAS",
            "line1": "12 rue du Lycée Polonais",
        },
    )
    company.refresh_from_db()
    assert company.name == "Laiterie du Vercors"
    assert company.name_key == "laiterie du vercors"
    assert (company.siren, company.siret) == ("732829320", "73282932000074")
    assert company.phone == "+33476951010"
    assert (company.city_key, company.department) == ("villard de lans", "38")
    assert (company.activity_code, company.activity_code_version) == ("10.51A", "rev2")
    assert company.headcount_band == "12"
    assert company.legal_form == "5710"
    assert company.owner_id == actor.user_id
    office = Address.objects.get(company=company)
    assert (office.kind, office.line1, office.postal_code) == (
        "head_office",
        "12 rue du Lycée Polonais",
        "38250",
    )


def test_journal_tells_what_was_entered() -> None:
    actor = make_actor()
    company = create_company(actor, values={"name": "Gardot", "siren": "732829320"})
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.subject_kind, entry.subject_id, entry.company_key) == (
        "created",
        "company",
        company.pk,
        company.pk,
    )
    assert entry.values == {"name": [None, "Gardot"], "siren": [None, "732829320"]}


def test_the_longest_prefix_gives_the_territory() -> None:
    wide, narrow = Territory.objects.create(name="Isère"), Territory.objects.create(name="Vercors")
    for territory, prefix in ((wide, "38"), (narrow, "3825")):
        TerritoryPrefix.objects.create(
            territory=territory, criterion=TerritoryCriterion.POSTAL_CODE.value, prefix=prefix
        )
    company = create_company(make_actor(), values={"name": "Gardot", "postal_code": "38250"})
    assert company.territory_id == narrow.pk


def test_legal_form_tells_a_public_buyer() -> None:
    company = create_company(make_actor(), values={"name": "Commune de Lans", "legal_form": "7210"})
    assert company.buyer_type == BuyerType.PUBLIC_BODY.value


def test_the_program_creates_without_owner() -> None:
    assert create_company(system_actor(), values={"name": "Gardot"}).owner_id is None


def test_an_owner_may_be_chosen_or_left_out() -> None:
    colleague = make_user()
    assert create_company(make_actor(), values={"name": "A", "owner": colleague.pk}).owner == colleague
    assert create_company(make_actor(), values={"name": "B", "owner": None}).owner is None


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": ""}, "name", "nécessaire"),
        ({}, "name", "nécessaire"),
        ({"name": "x" * 10_000}, "name", "10\u202f000 caractères"),
        ({"name": "A", "siren": "732829321"}, "siren", "clé de contrôle"),
        ({"name": "A", "siret": "00000000000000"}, "siret", "zéros"),
        ({"name": "A", "siren": "732829320", "vat_number": "FR45732829320"}, "vat_number", "FR44"),
        ({"name": "A", "siren": "732829320", "vat_number": "FR83404833048"}, "vat_number", "732"),
        ({"name": "A", "siren": "404833048", "siret": "73282932000074"}, "siret", "404"),
        ({"name": "A", "phone": "pas un numéro"}, "phone", "téléphone"),
        ({"name": "A", "email": "camille@"}, "email", "domaine"),
        ({"name": "A", "postal_code": "3825"}, "postal_code", "5 chiffres"),
        ({"name": "A", "headcount": "-3"}, "headcount", "négatif"),
        ({"name": "A", "headcount": "12,5"}, "headcount", "entier"),
        ({"name": "A", "kind": "spy"}, "kind", "liste"),
        ({"name": "A", "website": "javascript:alert(1)"}, "website", "adresse web"),
        ({"name": "A", "linkedin": "https://example.org/x"}, "linkedin", "linkedin.com"),
        ({"name": "A", "owner": "999999"}, "owner", "personne"),
        ({"name": "A", "deleted_at": "2026-01-01"}, "deleted_at", "champ"),
    ],
)
def test_bad_values_are_refused_with_their_field(values: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        create_company(make_actor(), values=values)
    assert list(refused.value.fields) == [field]
    assert words in refused.value.fields[field][0]
    assert not Company.objects.exists()


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        create_company(make_actor(), values={"name": "A", "siren": "1", "phone": "x"})
    assert sorted(refused.value.fields) == ["phone", "siren"]
    assert refused.value.message.startswith("2 valeurs sont à corriger")


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Café 👩‍🍳 Lyon", "Café 👩‍🍳 Lyon"),
        ("شركة الألبان", "شركة الألبان"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("nul\x00 et\x07 cloche", "nul et cloche"),
    ],
)
def test_names_keep_every_script_but_no_disguise(given: str, stored: str) -> None:
    assert create_company(make_actor(), values={"name": given}).name == stored


def test_read_only_may_not_create() -> None:
    with pytest.raises(NotAllowed):
        create_company(make_actor(Role.READ_ONLY), values={"name": "Gardot"})


def test_a_hidden_parent_is_refused() -> None:
    hidden = make_company(owner=make_user())
    with pytest.raises(Refused) as refused:
        create_company(make_actor(Role.SALESPERSON), values={"name": "Filiale", "parent": hidden.pk})
    assert list(refused.value.fields) == ["parent"]


def test_creation_costs_few_queries(queries: Queries) -> None:
    actor = make_actor()
    create_company(actor, values={"name": "Avant"})
    # Search words, savepoints and their releases, and the news to the three rooms that read facts.
    with queries.at_most(16):
        create_company(actor, values={"name": "Gardot", "postal_code": "38250", "city": "Lans"})
