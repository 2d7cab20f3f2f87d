"""The panel beside a list: what it says, for whom, and what it asks of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Activity, ActivityContact, Contact
from negoce.identity.enums import Role, Scope
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_sales
from tests.harness.queries import Queries
from tests.web.lists.conftest import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(client: Client, key: str, public_id: str) -> str:
    response = client.get(f"/lists/{key}/peek/{public_id}/", headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def test_a_company_with_what_comes_next_and_what_was_said(boss: Client) -> None:
    company = make_company("Laiterie du Vercors", phone="+33476000000", email="a@laiterie.example")
    make_contact(company, first_name="Hélène", last_name="Morel")
    make_activity(company, subject="Visite de rentrée", state="done", kind="visit")
    soon = timezone.now() + timedelta(days=3)
    make_activity(company, subject="Rappeler pour le devis", state="planned", starts_at=soon)
    page = text(boss, "companies", company.public_id)
    for words in ("Laiterie du Vercors", "Hélène Morel", "Visite de rentrée", "Rappeler pour le devis"):
        assert words in page
    assert 'href="tel:+33476000000"' in page
    assert 'href="mailto:a@laiterie.example"' in page
    assert f'href="/companies/{company.public_id}/"' in page
    assert f"/activities/new/?company={company.public_id}" in page


def test_a_contact_and_an_activity(boss: Client) -> None:
    company = make_company("Laiterie")
    contact = make_contact(company, first_name="Hélène", last_name="Morel", mobile="+33612345678")
    activity = make_activity(company, subject="Relance", state="planned", body="Parler du <b>tarif</b>")
    person = text(boss, "contacts", contact.public_id)
    assert "Hélène Morel" in person
    assert 'href="tel:+33612345678"' in person
    task = text(boss, "activities", activity.public_id)
    assert "Parler du &lt;b&gt;tarif&lt;/b&gt;" in task
    assert f'hx-post="/activities/{activity.public_id}/done/"' in task


def test_what_one_may_not_see_has_no_panel(sign_in: SignIn) -> None:
    seller = sign_in(user=make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    company = make_company("À un autre", owner=make_user())
    contact, activity = make_contact(company), make_activity(company)
    for key, row in (("companies", company), ("contacts", contact), ("activities", activity)):
        assert seller.get(f"/lists/{key}/peek/{row.public_id}/").status_code == 404
        assert text_of_row(seller, key, row.public_id) == ""


def text_of_row(client: Client, key: str, public_id: str) -> str:
    return client.get(f"/lists/{key}/row/{public_id}/", headers=HTMX).content.decode()


def test_who_may_only_read_is_offered_no_change(sign_in: SignIn) -> None:
    activity = make_activity(make_company(), state="planned")
    page = text(sign_in(Role.READ_ONLY), "activities", activity.public_id)
    assert "hx-post" not in page


def test_private_numbers_stay_private(sign_in: SignIn) -> None:
    contact = make_contact(make_company(), mobile="+33612345678")
    assert "612345678" not in text(sign_in(Role.READ_ONLY), "contacts", contact.public_id)


def with_person(activity: Activity, contact: Contact) -> Activity:
    ActivityContact.objects.create(activity=activity, contact=contact)
    return activity


@pytest.mark.parametrize("key", ["companies", "contacts", "activities"])
def test_the_same_queries_whatever_the_exchanges(boss: Client, queries: Queries, key: str) -> None:
    company = make_company("Laiterie", owner=make_user())
    make_sales(company)
    contact = make_contact(company)
    first = with_person(make_activity(company), contact)
    shown = {"companies": company, "contacts": contact, "activities": first}[key]

    def more() -> None:
        make_contact(company)
        with_person(make_activity(company, state="done"), contact)
        with_person(make_activity(company, state="planned"), contact)

    more()
    assert queries.same(make=more, read=lambda: text(boss, key, shown.public_id)) <= 16


def test_a_row_is_drawn_again_as_it_is_now(boss: Client) -> None:
    company = make_company("Laiterie", department="38")
    row = boss.get(
        f"/lists/companies/row/{company.public_id}/?filter=department+is+69&number=7", headers=HTMX
    )
    page = row.content.decode()
    assert page.startswith(f'<tr data-href="/companies/{company.public_id}/">')
    assert 'aria-label="Choisir la ligne 7"' in page
    assert page.count("<tr") == 1
