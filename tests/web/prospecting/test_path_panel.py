"""The cards of the way to a contact and of opening lines, on the page of a company."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.prospecting.models import PathTask
from negoce.web.calls.opening_panel import OPENING
from negoce.web.prospecting.path_panel import PATH
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.prospecting import make_referral

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR))
    return client


def test_what_is_left_is_given_in_one_gesture(boss: Client) -> None:
    company = make_company(phone="+33145678901")
    card = boss.get(PATH.url(company), headers=HTMX).content.decode()
    assert ("1 étapes sur 8" in card, "01\u00a045\u00a067\u00a089\u00a001" in card) == (True, True)
    plan = reverse("prospecting:path", args=[company.public_id])
    assert boss.post(plan, {"step": "name"}, headers=HTMX).status_code == 204
    assert boss.post(plan, headers=HTMX).status_code == 204
    assert (PathTask.objects.count(), Activity.objects.count()) == (7, 7)
    assert "Planifier ce qui reste" not in boss.get(PATH.url(company), headers=HTMX).content.decode()


def test_who_only_reads_plans_nothing(client: Client) -> None:
    client.force_login(make_user(Role.READ_ONLY))
    company = make_company()
    assert client.post(reverse("prospecting:path", args=[company.public_id])).status_code == 403
    assert "Planifier" not in client.get(PATH.url(company), headers=HTMX).content.decode()


def test_an_opening_line_names_who_recommended_us_only_with_their_consent(boss: Client) -> None:
    company = make_company()
    make_referral(make_company("Laiterie du Vercors"), company, may_be_named=True, consent_on="2026-10-01")
    make_referral(make_company("Moulin discret"), company)
    card = boss.get(OPENING.url(company), headers=HTMX).content.decode()
    assert ("Laiterie du Vercors m’a conseillé" in card, "Moulin discret" in card) == (True, False)


@pytest.mark.parametrize("panel", [PATH, OPENING])
def test_the_cards_keep_their_budget(boss: Client, queries, panel) -> None:
    company = make_company(phone="+33145678901")
    make_contact(company, phone="+33145678902")
    boss.get(panel.url(company), headers=HTMX)
    with queries.counted() as counted:
        boss.get(panel.url(company), headers=HTMX)
    around = len([each for each in counted if "prospecting" not in each["sql"]])
    assert around <= 25
