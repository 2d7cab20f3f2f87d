"""Changing a company: each value against what the person saw, the journal, refusals by role and scope."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.models import Address
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def test_a_change_is_stored_and_journaled() -> None:
    company = make_company("Gardot", headcount=12, headcount_band="11")
    after = update_company(make_actor(), company, changes={"headcount": "1 200"}, seen={"headcount": "12"})
    company.refresh_from_db()
    assert (after.headcount, company.headcount, company.headcount_band) == (1200, 1200, "42")
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.values) == (
        "changed",
        {"headcount": [12, 1200], "headcount_band": ["11", "42"]},
    )


def test_nothing_changed_writes_nothing() -> None:
    company = make_company("Gardot")
    update_company(make_actor(), company, changes={"name": "Gardot "}, seen={"name": "Gardot"})
    assert not JournalEntry.objects.exists()


def test_two_people_on_one_field() -> None:
    company = make_company("Gardot")
    nadia, camille = make_actor(first_name="Nadia", last_name="B"), make_actor()
    update_company(nadia, company, changes={"name": "Gardot et fils"}, seen={"name": "Gardot"})
    with pytest.raises(Conflict) as conflict:
        update_company(camille, company, changes={"name": "Gardot SA"}, seen={"name": "Gardot"})
    assert conflict.value.current == "Gardot et fils"
    assert "Nadia B a mis «\u00a0Gardot et fils\u00a0» à " in conflict.value.message
    kept = update_company(camille, company, changes={"name": "Gardot SA"}, seen={"name": "Gardot et fils"})
    assert kept.name == "Gardot SA"


def test_two_people_on_two_fields_do_not_meet() -> None:
    company = make_company("Gardot")
    update_company(make_actor(), company, changes={"phone": "0476951010"}, seen={"phone": ""})
    update_company(make_actor(), company, changes={"name": "Gardot SA"}, seen={"name": "Gardot"})
    company.refresh_from_db()
    assert (company.name, company.phone) == ("Gardot SA", "+33476951010")


def test_amounts_and_links_are_compared_as_they_read() -> None:
    owner = make_user()
    company = make_company(turnover=Decimal("1500000.00"), owner=owner)
    actor = make_actor()
    update_company(
        actor,
        company,
        changes={"turnover": "2 000 000 €", "owner": None},
        seen={"turnover": "1500000", "owner": str(owner.pk)},
    )
    company.refresh_from_db()
    assert (company.turnover, company.owner_id) == (Decimal("2000000.00"), None)
    assert JournalEntry.objects.get().values["owner"] == [owner.full_name, None]


def test_three_figures_give_the_size() -> None:
    company = make_company(headcount=249, turnover=Decimal(60_000_000))
    after = update_company(make_actor(), company, changes={"balance_sheet_total": "40 000 000"})
    assert after.size_class == "pme"


def test_the_place_goes_to_the_head_office() -> None:
    actor = make_actor()
    company = create_company(actor, values={"name": "Gardot", "postal_code": "38000", "city": "Grenoble"})
    update_company(actor, company, changes={"city": "Lyon", "postal_code": "69003"})
    office = Address.objects.get(company=company)
    assert (office.postal_code, office.city) == ("69003", "Lyon")
    company.refresh_from_db()
    assert (company.department, company.city_key) == ("69", "lyon")


def test_a_siren_must_not_contradict_the_siret() -> None:
    company = make_company(siren="732829320", siret="73282932000074")
    with pytest.raises(Refused) as refused:
        update_company(make_actor(), company, changes={"siren": "404833048"})
    assert list(refused.value.fields) == ["siren"]


def test_a_new_siret_brings_its_siren() -> None:
    company = make_company(siren="404833048")
    after = update_company(make_actor(), company, changes={"siret": "73282932000074"})
    assert after.siren == "732829320"


def test_a_company_is_never_above_itself() -> None:
    actor = make_actor()
    mother = make_company("Mère")
    daughter = make_company("Fille", parent=mother)
    for parent in (mother, daughter):
        with pytest.raises(Refused) as refused:
            update_company(actor, mother, changes={"parent": parent.pk})
        assert list(refused.value.fields) == ["parent"]


def test_read_only_may_not_change() -> None:
    with pytest.raises(NotAllowed):
        update_company(make_actor(Role.READ_ONLY), make_company(), changes={"name": "X"})


def test_what_is_not_seen_is_not_changed() -> None:
    company = make_company("Gardot", owner=make_user())
    with pytest.raises(NotAllowed):
        update_company(make_actor(Role.SALESPERSON), company, changes={"name": "X"})
    company.refresh_from_db()
    assert company.name == "Gardot"
