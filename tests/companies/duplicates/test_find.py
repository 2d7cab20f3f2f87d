"""The search through the customer file: what is found, what changed since, what stays decided."""

from __future__ import annotations

import pytest

from negoce.companies.actions.duplicate_decide import mark_not_same
from negoce.companies.actions.duplicates_find import find_duplicates
from negoce.companies.models import Company, DuplicatePair, DuplicateSearch
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def test_the_same_siren_under_close_names() -> None:
    one, two = (
        make_company("Laiterie du Vercors", siren="732829320"),
        make_company("Vercors lait", siren="732829320"),
    )
    make_company("Garage Morel")
    assert find_duplicates("company") == 1
    pair = DuplicatePair.objects.get()
    assert (pair.low_key, pair.high_key, pair.reasons[0]) == (one.pk, two.pk, "same_siren")


def test_two_establishments_are_two_sites() -> None:
    make_company("Laiterie", siren="732829320", siret="73282932000074", city="Lyon", postal_code="69001")
    make_company("Laiterie", siren="732829320", siret="73282932000082", city="Paris", postal_code="75001")
    assert find_duplicates("company") == 1
    both = DuplicatePair.objects.get()
    make_company("Laiterie", siren="732829320", siret="73282932000074", city="Lyon", postal_code="69001")
    find_duplicates("company")
    surest = DuplicatePair.objects.order_by("-score").first()
    assert surest is not None
    assert surest.score > both.score


def test_a_second_search_compares_what_changed_only() -> None:
    make_company("Laiterie du Vercors", phone="+33476000001", postal_code="38000")
    make_company("Laiterie du Vercors", phone="+33476000001", postal_code="38000")
    find_duplicates("company")
    find_duplicates("company")
    assert DuplicateSearch.objects.get(kind="company").compared == 0
    assert DuplicatePair.objects.count() == 1
    make_company("Laiterie du Vercors", phone="+33476000001", postal_code="38000")
    find_duplicates("company")
    assert (DuplicateSearch.objects.get(kind="company").compared, DuplicatePair.objects.count()) == (2, 3)


def test_a_pair_that_is_no_longer_likely_goes() -> None:
    make_company("Laiterie du Vercors", phone="+33476000001", postal_code="38000")
    other = make_company("Laiterie du Vercors", phone="+33476000001", postal_code="38000")
    find_duplicates("company")
    other.name, other.phone, other.postal_code = "Garage Morel", "", "75001"
    other.save()
    find_duplicates("company")
    assert DuplicatePair.objects.count() == 0


def test_what_was_said_not_the_same_never_comes_back() -> None:
    for _time in range(2):
        make_company("Laiterie du Vercors", siren="732829320")
    find_duplicates("company")
    mark_not_same(make_actor(), DuplicatePair.objects.get())
    Company.objects.update(note="x")
    find_duplicates("company", everything=True)
    assert list(DuplicatePair.objects.values_list("state", flat=True)) == ["not_same"]


def test_people_by_name_swapped_and_e_mail() -> None:
    make_contact(first_name="Hélène", last_name="Garnier", email="h.garnier@vercors.example")
    make_contact(first_name="GARNIER", last_name="Helene", email="h.garnier@vercors.example")
    make_contact(first_name="Hélène", last_name="Morel", email="h.morel@vercors.example")
    assert find_duplicates("contact") == 1
    assert set(DuplicatePair.objects.get().reasons) == {"same_name", "same_email"}


def test_deciding_takes_the_right_to_merge() -> None:
    for _time in range(2):
        make_company("Laiterie du Vercors", siren="732829320")
    find_duplicates("company")
    with pytest.raises(NotAllowed):
        mark_not_same(make_actor(Role.READ_ONLY), DuplicatePair.objects.get())


def test_a_search_cut_off_while_it_wrote_is_begun_again_with_nothing_doubled() -> None:
    for number in range(4):
        same = {"phone": f"+3347600000{number}", "postal_code": "38000"}
        for _time in range(3):
            make_company(f"Laiterie {number} du Vercors", **same)
    assert find_duplicates("company") == 12
    whole = sorted(DuplicatePair.objects.order_by("pk").values_list("low_key", "high_key", "score"))
    # As a kill in the middle of the writing leaves it: some pairs are there, the search never ended.
    DuplicatePair.objects.filter(low_key__gt=whole[5][0]).delete()
    DuplicateSearch.objects.update(since=None, finished_at=None)
    assert find_duplicates("company") == 12
    assert sorted(DuplicatePair.objects.order_by("pk").values_list("low_key", "high_key", "score")) == whole
