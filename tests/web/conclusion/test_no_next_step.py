"""A deal that ends with nothing to follow says why, in words that stay beside it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role
from negoce.negotiation.models import ConclusionMark, Deal
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.force_login(make_user(Role.ADMINISTRATOR))
    return browser


def test_no_next_step_needs_a_word_and_shows_it(client: Client) -> None:
    deal = make_deal(make_company(), "Films 2027")
    url = reverse("deals:outcome", args=[deal.public_id])
    given = {"state": "lost", "outcome_reason": "no_need", "revision": "0"}
    assert client.post(url, given, **HTMX).status_code == 422
    assert Deal.objects.get().state == "open"
    told = client.post(url, {**given, "next_none": "La société ferme en janvier"}, **HTMX)
    assert (told.status_code, Deal.objects.get().state) == (204, "lost")
    assert ConclusionMark.objects.get().words == "La société ferme en janvier"
    panel = client.get(reverse("deals:panel", args=[deal.public_id, "leaving"])).content.decode()
    assert "La société ferme en janvier" in panel


def test_what_should_not_be_written_of_a_person_is_refused_and_nothing_is_closed(client: Client) -> None:
    deal = make_deal(make_company(), "Films 2027")
    given = {"state": "lost", "outcome_reason": "other", "revision": "0", "next_none": "Elle est enceinte"}
    answer = client.post(reverse("deals:outcome", args=[deal.public_id]), given, **HTMX)
    assert (answer.status_code, Deal.objects.get().state) == (422, "open")
    assert "Raison de garder ce texte" in answer.content.decode()


def test_a_deal_won_by_an_accepted_quote_is_asked_why(client: Client) -> None:
    deal = make_deal(make_company(), "Films 2027", state="won", closed_on=timezone.localdate())
    panel = reverse("deals:panel", args=[deal.public_id, "outcome"])
    assert "Dire pourquoi" in client.get(panel).content.decode()
    given = {"state": "won", "outcome_reason": "service", "revision": "0"}
    assert client.post(reverse("deals:outcome", args=[deal.public_id]), given, **HTMX).status_code == 204
    assert "Dire pourquoi" not in client.get(panel).content.decode()
