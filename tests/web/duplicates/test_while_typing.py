"""The warning while typing: by what it finds, what it keeps silent, and how many questions it asks the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from negoce.companies.actions.typed_guess import MOST
from negoce.companies.models import Company, TypedGuess
from negoce.companies.queries.duplicates_typed import find_similar
from negoce.companies.queries.duplicates_typed_people import find_similar_people
from negoce.identity.enums import Role
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def laiterie() -> Company:
    """A company with everything that may be typed again."""
    return make_company(
        "Laiterie du Vercors",
        siren="732829320",
        phone="+33476951010",
        email="contact@laiterie-vercors.fr",
        website="https://www.laiterie-vercors.fr",
        postal_code="38250",
        city="Villard-de-Lans",
        city_key="villard de lans",
        department="38",
    )


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ({"vat_number": "FR44732829320"}, ["number"]),
        ({"phone": "04 76 95 10 10"}, ["phone"]),
        ({"email": "contact@laiterie-vercors.fr"}, ["email", "domain"]),
        ({"email": "achats@laiterie-vercors.fr"}, ["domain"]),
        ({"website": "laiterie-vercors.fr"}, ["domain"]),
        ({"website": "http://www.laiterie-vercors.fr/accueil"}, ["domain"]),
        ({"name": "Laiterie du Vercros SARL"}, ["name"]),
        ({"name": "Lait Vercors", "city": "Villard de Lans"}, ["place"]),
        ({"name": "Lait Vercors", "postal_code": "38250"}, ["place"]),
    ],
)
def test_found_by_anything_that_is_the_same(
    laiterie: Company, typed: dict[str, str], same: list[str]
) -> None:
    make_company("Garage Morel", phone="+33476000000", email="garage@gmail.com")
    found = find_similar(make_actor(), **typed)
    assert [(each.public_id, list(each.same)) for each in found] == [(laiterie.public_id, same)]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Lait Vercors"},
        {"name": "Lait Vercors", "city": "Grenoble"},
        {"phone": "04 76 95"},
        {"email": "contact@laiterie"},
        {"email": "autre@gmail.com"},
        {"website": "gmail.com"},
    ],
)
def test_a_beginning_or_a_mailbox_of_everybody_finds_nothing(
    laiterie: Company, typed: dict[str, str]
) -> None:
    make_company("Garage Morel", email="garage@gmail.com")
    assert find_similar(make_actor(), **typed) == []


def test_a_domain_that_many_share_tells_with_a_near_name_only() -> None:
    for number in range(6):
        make_company(f"Locataire {number} Zèbre", email=f"a{number}@pepiniere.example")
    assert find_similar(make_actor(), email="b@pepiniere.example") == []
    found = find_similar(make_actor(), email="b@pepiniere.example", name="Locataire 3 Zèbre")
    assert found[0].name == "Locataire 3 Zèbre"


def test_two_questions_whatever_is_typed(
    laiterie: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = make_actor(Role.SALESPERSON)
    everything = {"name": "Laiterie du Vercors", "siren": "732829320", "phone": "0476951010"}
    with django_assert_num_queries(2):
        find_similar(actor, email="contact@laiterie-vercors.fr", city="Villard-de-Lans", **everything)
    contact = make_contact(laiterie, last_name="Garnier", email="h@gardot.example", phone="+33476951011")
    boss = make_actor()
    with django_assert_num_queries(2):
        found = find_similar_people(
            boss, company=laiterie, last_name="Garnier", email=contact.email, numbers=["0476951011"]
        )
    assert [each.same for each in found] == ["email"]


def test_of_hidden_records_nothing_is_told_of_what_is_the_same(laiterie: Company) -> None:
    make_contact(laiterie, last_name="Garnier", email="h@gardot.example", phone="+33639980001")
    stranger = make_actor(Role.SALESPERSON)
    company = find_similar(stranger, phone="0476951010", email="contact@laiterie-vercors.fr")[0]
    assert (company.name, company.public_id, company.place, list(company.same)) == (laiterie.name, "", "", [])
    person = find_similar_people(stranger, email="h@gardot.example")[0]
    assert (person.same, person.name, person.company_name, person.public_id) == ("", "", "", "")


def test_trying_one_address_after_another_soon_tells_no_more(laiterie: Company, client: Client) -> None:
    for number in range(MOST + 1):
        make_contact(laiterie, last_name=f"Nom{number}", email=f"nom{number}@gardot.example")
    user = make_user(Role.SALESPERSON)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("contacts:similar")

    def told(number: int) -> bool:
        return "collègue" in client.get(url, {"email": f"nom{number}@gardot.example"}).content.decode()

    assert [told(number) for number in range(MOST + 1)] == [True] * MOST + [False]
    assert told(0), "what was told once is told again"
    # Another server process knows nothing but what is stored.
    assert TypedGuess.objects.filter(user=user).count() == MOST
    TypedGuess.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert told(MOST)
    assert TypedGuess.objects.count() == 1, "what was typed an hour ago is forgotten"
