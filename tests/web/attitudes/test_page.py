"""The pyramid of attitudes on screen: its counts under rights, its card on a company, testimonials (L4)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.portfolio import models
from negoce.portfolio.enums import AttitudeLevel as L
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/attitudes/"


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def count(owner: object, level: L, then: L, heads: int) -> None:
    models.AttitudeFigures.objects.create(
        owner=owner, level=level, level_3=then, level_12=L.NONE, heads=heads, as_of=date(2026, 11, 20)
    )


def steps(client: Client, query: str = "") -> dict[str, tuple[str, str, str]]:
    found = client.get(PAGE + query).context["steps"]
    return {str(each["number"]): (each["heads"], each["change"], each["climbed"]) for each in found}


def test_everybody_counts_what_they_see() -> None:
    owner, manager = make_user(Role.SALESPERSON), make_user(Role.ADMINISTRATOR)
    count(owner, L.REPURCHASE, L.FIRST_PURCHASE, 3)
    count(owner, L.REPURCHASE, L.REPURCHASE, 2)
    count(None, L.REPURCHASE, L.NONE, 10)
    assert steps(signed_in(manager))["4"] == ("15", "+13", "13")
    assert steps(signed_in(owner))["4"] == ("5", "+3", "3")
    assert steps(signed_in(owner), "?over=12")["4"] == ("5", "+5", "5")


def test_before_the_first_night_the_page_says_so() -> None:
    answer = signed_in(make_user()).get(PAGE)
    assert answer.status_code == 200
    assert "sera dressée cette nuit" in answer.content.decode()


def test_each_step_leads_to_its_companies() -> None:
    user = make_user(Role.ADMINISTRATOR)
    count(None, L.ENGAGEMENT, L.NONE, 1)
    company, other = make_company("Fromagerie Haute"), make_company("Laiterie Basse")
    models.AttitudeEvidence.objects.create(company=company, level=L.ENGAGEMENT)
    models.AttitudeEvidence.objects.create(company=other, level=L.NONE)
    client = signed_in(user)
    top = client.get(PAGE).context["steps"][0]
    listed = client.get(top["url"]).content.decode()
    assert ("Fromagerie Haute" in listed, "Laiterie Basse" in listed) == (True, False)


def test_the_page_costs_the_same_whatever_the_figures(queries: Queries) -> None:
    client = signed_in(make_user(Role.ADMINISTRATOR))
    queries.same(make=lambda: count(make_user(), L.INTEREST, L.NONE, 1), read=lambda: client.get(PAGE))


def test_the_card_says_what_is_missing_and_a_testimonial_lifts(today: date) -> None:
    user = make_user(Role.SALESPERSON)
    company = make_company(owner=user)
    for on in (date(2023, 1, 9), date(2024, 2, 9), date(2026, 3, 9)):
        make_order(company, on, "100")
    client = signed_in(user)
    panel = f"/companies/{company.public_id}/panels/attitude/"
    before = client.get(panel).content.decode()
    assert "Attachement" in before
    assert "demandez l’un ou l’autre" in before
    url = f"/portfolio/attitudes/{company.public_id}/testimonials/new/"
    assert client.get(url).status_code == 200
    refused = client.post(url, {"place": "", "published_on": "12/03/2026"})
    assert refused.status_code == 422
    assert client.post(url, {"place": "Notre site", "published_on": "12/03/2199"}).status_code == 422
    assert client.post(url, {"place": "Notre site", "published_on": "12/03/2026"}).status_code == 204
    row = models.Testimonial.objects.get()
    assert (row.company, row.published_on, row.author) == (company, date(2026, 3, 12), user)
    assert models.AttitudeEvidence.objects.get().level == L.ENGAGEMENT
    after = client.get(panel).content.decode()
    assert "Notre site" in after
    removal = f"/portfolio/attitudes/{company.public_id}/testimonials/{row.public_id}/removal/"
    assert client.post(removal).status_code == 204
    assert models.AttitudeEvidence.objects.get().level == L.ATTACHMENT
    assert not models.Testimonial.objects.exists()


def test_nobody_notes_for_whom_they_do_not_see_nor_without_the_right() -> None:
    company = make_company(owner=make_user())
    url = f"/portfolio/attitudes/{company.public_id}/testimonials/new/"
    given = {"place": "Notre site", "published_on": "12/03/2026"}
    assert signed_in(make_user(Role.SALESPERSON)).post(url, given).status_code == 404
    assert signed_in(make_user(Role.READ_ONLY)).post(url, given).status_code == 403
    assert not models.Testimonial.objects.exists()
