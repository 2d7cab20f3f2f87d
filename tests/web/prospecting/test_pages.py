"""The cards of qualification and of referrals, and the grids among the settings."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion, QualificationGrid, Referral
from negoce.web.companies.record import company_url
from negoce.web.prospecting.panels import QUALIFICATION, REFERRALS
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.prospecting import make_answer, make_referral
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user())


def criterion(key: str) -> QualificationCriterion:
    return QualificationCriterion.objects.get(grid__key="bant", key=key)


def test_an_answer_comes_back_as_the_fresh_page_shows_it(client: Client) -> None:
    company = make_company()
    url = reverse("prospecting:answer", args=[company.public_id, criterion("need").pk])
    answered = client.post(url, {"answer": "yes", "text": "Deux quais"}, headers=HTMX)
    assert answered.status_code == 200
    again = client.get(QUALIFICATION.url(company), headers=HTMX).content.decode()
    for page in (answered.content.decode(), again):
        assert 'value="Deux quais"' in page
        assert "1 sur 4" in page
        assert "25 %" in page.replace("\u00a0", " ")


def test_a_refused_text_stays_in_its_field_and_is_kept_with_a_reason(client: Client) -> None:
    company = make_company()
    url = reverse("prospecting:answer", args=[company.public_id, criterion("need").pk])
    posted = {"answer": "yes", "text": "Il est divorcé."}
    refused = client.post(url, posted, headers=HTMX)
    assert refused.status_code == 422
    assert "Il est divorcé." in refused.content.decode()
    assert QualificationAnswer.objects.count() == 0
    assert client.post(url, {**posted, "guard_reason": "Cité"}, headers=HTMX).status_code == 200


def test_another_grid_is_chosen(client: Client) -> None:
    company = make_company()
    url = reverse("prospecting:qualification", args=[company.public_id])
    assert "MEDDIC" in client.get(url, {"grid": "meddic"}, headers=HTMX).content.decode()
    assert "0 sur 6" in client.get(url, {"grid": "meddic"}, headers=HTMX).content.decode()


def test_who_only_reads_sees_answers_and_no_button(client: Client) -> None:
    company = make_company()
    make_answer(company, "need", text="Deux quais")
    reader = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    page = reader.get(company_url(company), {"tab": "behaviour"}).content.decode()
    assert "Deux quais" in page
    assert "answer-text" not in page
    url = reverse("prospecting:answer", args=[company.public_id, criterion("need").pk])
    assert reader.post(url, {"answer": "no"}).status_code == 403


def test_the_cards_cost_the_same_whatever_they_show(client: Client, queries: Queries) -> None:
    company = make_company()

    def more() -> None:
        make_answer(company, "need", contact=make_contact(company))
        make_referral(company, make_company(), referrer_contact=make_contact(company))

    more()
    for panel in (QUALIFICATION, REFERRALS):
        queries.same(more, lambda panel=panel: client.get(panel.url(company), headers=HTMX))


def test_a_referral_is_noted_changed_and_taken_back(client: Client) -> None:
    company, other = make_company("Gardot"), make_company("Fromagerie Basset")
    person = make_contact(company)
    new = reverse("prospecting:referral_new", args=[company.public_id, "given"])
    assert client.get(new).status_code == 200
    assert client.post(new, {"company_name": "zzz", "given_on": ""}, headers=HTMX).status_code == 422
    posted = {
        "company": other.public_id,
        "person": person.public_id,
        "given_on": "hier",
        "outcome": "waiting",
        "may_be_named": "on",
    }
    assert client.post(new, posted, headers=HTMX).status_code == 204
    row = Referral.objects.get()
    assert (row.referrer_contact, row.may_be_named) == (person, True)
    card = client.get(REFERRALS.url(company), headers=HTMX).content.decode()
    assert "Fromagerie Basset" in card
    edit = reverse("prospecting:referral", args=[other.public_id, row.public_id])
    assert "Gardot" in client.get(edit).content.decode()
    changed = {"given_on": "01/10/2026", "outcome": "customer", "won_on": "20/10/2026", "revision": "0"}
    assert client.post(edit, changed, headers=HTMX).status_code == 204
    assert client.post(edit, changed, headers=HTMX).status_code == 409
    row.refresh_from_db()
    assert (row.outcome, row.may_be_named) == ("customer", False)
    removal = reverse("prospecting:referral_removal", args=[company.public_id, row.public_id])
    assert client.post(removal, headers=HTMX).status_code == 204
    assert Referral.objects.count() == 0


def test_whom_a_customer_recommends_is_created_with_the_referral_or_not_at_all(client: Client) -> None:
    company = make_company("Gardot")
    new = reverse("prospecting:referral_new", args=[company.public_id, "given"])
    posted = {"company": "new", "company_name": "Atelier Onze", "given_on": "jamais", "outcome": "waiting"}
    refused = client.post(new, posted, headers=HTMX)
    assert (refused.status_code, Company.objects.count()) == (422, 1)
    assert 'value="new" checked' in refused.content.decode()
    assert client.post(new, {**posted, "given_on": "hier"}, headers=HTMX).status_code == 204
    created = Referral.objects.get().referred_company
    assert (created.name, created.origin_channel) == ("Atelier Onze", "referral")
    received = reverse("prospecting:referral_new", args=[company.public_id, "received"])
    assert client.post(received, {**posted, "given_on": "hier"}, headers=HTMX).status_code == 422


def test_grids_are_typed_by_who_may_set_the_program(client: Client) -> None:
    assert signed_in(make_user(Role.SALESPERSON)).get(reverse("grids:list")).status_code == 403
    posted = {"name": "Hygiène", "criteria": "Label bio : Lequel ?"}
    assert client.post(reverse("grids:new"), {"name": ""}, headers=HTMX).status_code == 422
    assert client.post(reverse("grids:new"), posted, headers=HTMX).status_code == 204
    grid = QualificationGrid.objects.get(name="Hygiène")
    assert "Label bio" in client.get(reverse("grids:change", args=[grid.public_id])).content.decode()
    client.post(reverse("grids:offering", args=[grid.public_id]), {"offered": "no"})
    grid.refresh_from_db()
    assert grid.is_active is False
    assert "Hygiène" in client.get(reverse("grids:list")).content.decode()


def test_who_steers_reads_the_grids_and_changes_none() -> None:
    leader = signed_in(make_user(Role.MANAGER))
    page = leader.get(reverse("grids:list"))
    assert (page.status_code, page.context["may_set"]) == (200, False)
    assert "Nouvelle grille" not in page.content.decode()
    assert leader.get(reverse("grids:new")).status_code == 403
