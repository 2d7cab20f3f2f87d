"""A career names only companies that the reader may see: others are told to exist, no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Contact, Post
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
HIDDEN = "une entreprise que vous ne voyez pas"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def seller() -> User:
    return make_user(Role.SALESPERSON, scope=Scope.OWN.value)


@pytest.fixture
def helene(seller: User) -> Contact:
    """Known of the seller; she came from a company of somebody else, where she was replaced, and helps there."""
    secret = make_company("Secrète Frères", owner=make_user())
    contact = make_contact(make_company("Gardot", owner=seller), last_name="Garnier")
    heir = make_contact(secret, first_name="Paul", last_name="Quenneville")
    Post.objects.create(
        contact=contact,
        company=secret,
        function="Comptable",
        ended_on=date(2024, 1, 31),
        successor=heir,
        email_then="helene@secrete.example",
    )
    Post.objects.create(contact=contact, company=secret, function="Administratrice")
    return contact


def test_the_career_does_not_name_them(seller: User, helene: Contact) -> None:
    page = signed_in(seller).get(contact_url(helene)).content.decode()
    assert "Comptable" in page
    assert page.count(HIDDEN) == 2
    for told in ("Secrète", "Quenneville", "secrete.example"):
        assert told not in page


def test_who_sees_them_reads_them(helene: Contact) -> None:
    page = signed_in(make_user()).get(contact_url(helene)).content.decode()
    for told in ("Secrète Frères", "Paul Quenneville", "helene@secrete.example"):
        assert told in page
    assert HIDDEN not in page


def test_a_company_in_the_bin_keeps_its_name_without_a_link(helene: Contact) -> None:
    company = Post.objects.get(function="Comptable").company
    company.deleted_at = "2026-11-01T00:00:00Z"
    company.save()
    page = signed_in(make_user()).get(contact_url(helene)).content.decode()
    assert "Secrète Frères" in page
    assert company_url(company) not in page


def test_nor_does_the_dialog_that_closes_a_post(seller: User, helene: Contact) -> None:
    post = Post.objects.get(function="Administratrice")
    dialog = signed_in(seller).get(
        reverse("contacts:post_end", args=[helene.public_id, post.public_id]), headers=HTMX
    )
    assert HIDDEN in dialog.content.decode()
    assert "Secrète" not in dialog.content.decode()


def test_nor_does_the_company_that_somebody_left(seller: User) -> None:
    home = make_company("Gardot", owner=seller)
    gone = make_contact(make_company("Secrète Frères", owner=make_user()), last_name="Partie")
    Post.objects.create(contact=gone, company=home, ended_on=date(2026, 1, 31))
    page = signed_in(seller).get(company_url(home), {"tab": "contacts"}).content.decode()
    assert f"maintenant chez {HIDDEN}" in page
    assert "Secrète" not in page
