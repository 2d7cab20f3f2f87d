"""The list of referrals."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.prospecting.models import Referral
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.prospecting import make_referral
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def _browser(**fields: object) -> Client:
    client = Client()
    client.force_login(make_user(**fields))
    return client


def test_who_recommended_whom_and_what_became_of_it() -> None:
    giver, receiver = make_company("Laiterie Donneuse"), make_company("Fromagerie Reçue")
    row = make_referral(giver, receiver)
    Referral.objects.filter(pk=row.pk).update(outcome="met", reward="Panier")
    browser, url = _browser(), reverse("referrals:list")
    page = browser.get(url).content.decode()
    assert ("Laiterie Donneuse" in page, "Fromagerie Reçue" in page, "Panier" in page) == (True, True, True)
    assert "Fromagerie Reçue" not in browser.get(f"{url}?outcome=waiting").content.decode()
    assert "Fromagerie Reçue" in browser.get(f"{url}?outcome=met").content.decode()


def test_referrals_of_others_stay_out_of_sight() -> None:
    make_referral(make_company("Laiterie Donneuse"), make_company("Fromagerie Reçue"))
    stranger = _browser(role=Role.SALESPERSON, scope=Scope.OWN)
    assert "Laiterie Donneuse" not in stranger.get(reverse("referrals:list")).content.decode()


def test_three_referrals_cost_as_one(queries: Queries) -> None:
    browser = _browser()
    queries.same(
        make=lambda: make_referral(make_company(), make_company()),
        read=lambda: browser.get(reverse("referrals:list")),
    )


def test_a_referral_is_noted_from_the_list() -> None:
    giver, receiver = make_company("Laiterie Donneuse"), make_company("Fromagerie Reçue")
    browser, url = _browser(), reverse("referrals:new")
    htmx = {"HX-Request": "true"}
    assert url in browser.get(reverse("referrals:list")).content.decode()
    assert browser.get(url, headers=htmx).status_code == 200
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"company_name": "Inconnue"}, headers=htmx).status_code == 422
    asked = browser.post(url, {"company": giver.public_id}, headers=htmx)
    address = reverse("prospecting:referral_new", args=[giver.public_id, "given"])
    page = asked.content.decode()
    assert (f'hx-post="{address}"' in page, "Laiterie Donneuse nous recommande" in page) == (True, True)
    typed = {"company": receiver.public_id, "given_on": "20/11/2026", "outcome": "waiting"}
    assert browser.post(address, typed, headers=htmx).status_code == 204
    row = Referral.objects.get()
    assert (row.referrer_company, row.referred_company) == (giver, receiver)


def test_who_may_not_write_is_not_offered_to() -> None:
    reader = _browser(role=Role.READ_ONLY, scope=Scope.ALL)
    assert reverse("referrals:new") not in reader.get(reverse("referrals:list")).content.decode()
    assert reader.get(reverse("referrals:new")).status_code == 403
