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
