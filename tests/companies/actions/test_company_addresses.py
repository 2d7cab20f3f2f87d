"""Addresses of a company: uses, the head office's place copied, the journal, refusals."""

from __future__ import annotations

import pytest

from negoce.companies.actions.address_create import create_address
from negoce.companies.actions.address_delete import delete_address
from negoce.companies.actions.address_update import update_address
from negoce.companies.models import Address, Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db

OFFICE = {"kind": "head_office", "line1": "1 rue Haute", "postal_code": "20000", "city": "Ajaccio"}
DEPOT = {
    "kind": "delivery",
    "label": "Quai 3",
    "line1": "Zone du Lac",
    "postal_code": "38800",
    "city": "Le Pont",
}


def test_a_head_office_gives_its_place_to_the_company() -> None:
    company = make_company()
    create_address(make_actor(), company, values=OFFICE)
    company.refresh_from_db()
    assert (company.postal_code, company.city, company.city_key, company.department, company.country) == (
        "20000",
        "Ajaccio",
        "ajaccio",
        "2A",
        "FR",
    )


def test_other_uses_leave_the_company_alone() -> None:
    company = make_company(city="Lyon", postal_code="69003")
    create_address(make_actor(), company, values=DEPOT)
    company.refresh_from_db()
    assert company.city == "Lyon"
    assert JournalEntry.objects.get().company_key == company.pk


def test_one_head_office_only() -> None:
    actor, company = make_actor(), make_company()
    create_address(actor, company, values=OFFICE)
    depot = create_address(actor, company, values=DEPOT)
    with pytest.raises(Refused) as refused:
        create_address(actor, company, values=OFFICE)
    assert list(refused.value.fields) == ["kind"]
    with pytest.raises(Refused):
        update_address(actor, depot, changes={"kind": "head_office"})


def test_changed_and_conflicting() -> None:
    actor, company = make_actor(), make_company()
    office = create_address(actor, company, values=OFFICE)
    update_address(
        actor, office, changes={"city": "Bastia", "postal_code": "20200"}, seen={"city": "Ajaccio"}
    )
    assert Company.objects.get().department == "2B"
    with pytest.raises(Conflict):
        update_address(actor, office, changes={"city": "Corte"}, seen={"city": "Ajaccio"})


def test_removed_and_told() -> None:
    actor, company = make_actor(), make_company()
    depot = create_address(actor, company, values=DEPOT)
    delete_address(actor, depot)
    assert not Address.objects.exists()
    entry = JournalEntry.objects.filter(verb="deleted").get()
    assert entry.values["city"] == ["Le Pont", None]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "billing"}, "line1"),
        ({"line1": "1 rue Haute"}, "kind"),
        ({"kind": "palace", "line1": "1 rue Haute"}, "kind"),
        ({"kind": "site", "postal_code": "99999"}, "postal_code"),
        ({"kind": "site", "line1": "x" * 201}, "line1"),
        ({"kind": "site", "line1": "x", "country": "France"}, "country"),
    ],
)
def test_bad_values(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        create_address(make_actor(), make_company(), values=values)
    assert list(refused.value.fields) == [field]


def test_a_foreign_postal_code_is_kept() -> None:
    values = {"kind": "site", "city": "London", "postal_code": "SW1A 1AA", "country": "gb"}
    address = create_address(make_actor(), make_company(), values=values)
    assert (address.postal_code, address.country) == ("SW1A 1AA", "GB")


def test_read_only_may_not() -> None:
    with pytest.raises(NotAllowed):
        create_address(make_actor(Role.READ_ONLY), make_company(), values=OFFICE)
