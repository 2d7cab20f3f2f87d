"""Somebody of elsewhere is linked to a company from its page, and is then shown on it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Post
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_person_known_elsewhere_is_linked() -> None:
    client, company = signed_in(make_user()), make_company("Gardot")
    helene = make_contact(make_company("Laiterie du Vercors"), last_name="Garnier")
    make_contact(company, last_name="Garnier d’ici")
    page = client.get(company_url(company), {"tab": "contacts"}).content.decode()
    assert f"{reverse('contacts:link')}?company={company.public_id}" in page
    assert "Aussi en poste ici" not in page
    typed = {"company": company.public_id, "person_name": "garn"}
    found = client.get(reverse("contacts:link_people"), typed, headers=HTMX).content.decode()
    assert helene.public_id in found
    assert "d’ici" not in found
    answer = client.post(
        reverse("contacts:link"), {**typed, "person": helene.public_id, "function": "Gérante"}, headers=HTMX
    )
    assert answer.headers["HX-Redirect"] == f"{company_url(company)}?tab=contacts"
    post = Post.objects.get(company=company, contact=helene)
    assert post.function == "Gérante"
    page = client.get(company_url(company), {"tab": "contacts"}).content.decode()
    assert "Aussi en poste ici" in page
    assert "poste principal chez Laiterie du Vercors" in page


@pytest.mark.parametrize("person", ["", "aaaaaaaaaaaa"])
def test_nobody_chosen_keeps_what_was_typed(person: str) -> None:
    client, company = signed_in(make_user()), make_company()
    typed = {"company": company.public_id, "person_name": "garn", "function": "Gérante", "person": person}
    answer = client.post(reverse("contacts:link"), typed, headers=HTMX)
    assert answer.status_code == 422
    assert "Choisissez une personne" in answer.content.decode()
    assert 'value="Gérante"' in answer.content.decode()


def test_a_second_post_in_the_same_company_is_refused() -> None:
    client, company, helene = signed_in(make_user()), make_company(), make_contact()
    Post.objects.create(contact=helene, company=company)
    typed = {"company": company.public_id, "person_name": "garn", "person": helene.public_id}
    answer = client.post(reverse("contacts:link"), typed, headers=HTMX)
    assert (answer.status_code, Post.objects.filter(company=company).count()) == (422, 1)


def test_nobody_links_what_they_do_not_see() -> None:
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    client, mine = signed_in(seller), make_company("Mienne", owner=seller)
    secret = make_company("Secrète", owner=make_user())
    hidden = make_contact(secret, last_name="Cachée")
    found = client.get(reverse("contacts:link_people"), {"company": mine.public_id, "person_name": "cach"})
    assert "Cachée" not in found.content.decode().replace('value="Cachée"', "")
    typed = {"company": mine.public_id, "person": hidden.public_id, "person_name": "cach"}
    assert client.post(reverse("contacts:link"), typed, headers=HTMX).status_code == 422
    assert client.get(reverse("contacts:link"), {"company": secret.public_id}).status_code == 404
    Post.objects.create(contact=hidden, company=mine)
    page = client.get(company_url(mine), {"tab": "contacts"}).content.decode()
    assert contact_url(hidden) not in page
    assert "Secrète" not in page


def test_who_may_not_edit_does_not_link() -> None:
    company = make_company()
    client = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    assert "Rattacher" not in client.get(company_url(company), {"tab": "contacts"}).content.decode()
    assert client.get(reverse("contacts:link"), {"company": company.public_id}).status_code == 403


def test_the_panel_costs_one_query_whatever_it_shows(queries: Queries) -> None:
    company, client = make_company(), signed_in(make_user())
    queries.same(
        lambda: Post.objects.create(contact=make_contact(), company=company),
        lambda: client.get(company_url(company), {"tab": "contacts"}),
    )
