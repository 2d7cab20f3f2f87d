"""A need that was told becomes a line of a quote, and is known to have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import (
    Deal,
    DiscoveryAnswer,
    DiscoveryInterview,
    DiscoveryNeed,
    Quote,
    QuoteLine,
)
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def interview() -> DiscoveryInterview:
    deal = make_deal(make_company("Laiterie du Vercors"), "Films 2027")
    row = DiscoveryInterview.objects.create(deal=deal, kind="supply", held_on=date(2026, 11, 2))
    DiscoveryAnswer.objects.create(interview=row, question="volumes", answer="40 rouleaux par mois")
    return row


def _browser(role: Role = Role.MANAGER, scope: Scope = Scope.ALL) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=scope.value))
    return browser


def _url(interview: DiscoveryInterview, name: str = "line", *more: str) -> str:
    return reverse(f"discovery:{name}", args=[interview.deal.public_id, interview.public_id, *more])


def test_a_need_makes_a_new_quote_then_goes_into_its_draft(interview: DiscoveryInterview) -> None:
    browser, product = _browser(), make_product("FILM35", "Film 35 µ", price=Decimal("12.50"))
    page = _url(interview, "interview")
    assert "En faire une ligne de devis" in browser.get(page).content.decode()
    url = _url(interview, "line", "volumes")
    first = browser.post(url, {"product": "FILM35", "quantity": "40", "quote": ""}, headers=HTMX)
    assert (first.status_code, first.headers["HX-Redirect"]) == (204, page)
    quote = Quote.objects.get()
    assert (quote.deal, quote.title, quote.net) == (interview.deal, "Films 2027", 500)
    form = browser.get(url, headers=HTMX).content.decode()
    choices = reverse("catalogue:product_choices")
    assert (quote.number in form, "40 rouleaux par mois" in form, choices in form) == (True, True, True)
    again = {"product": "film 35 µ", "quantity": "2,5", "quote": quote.public_id}
    assert browser.post(url, again, headers=HTMX).status_code == 204
    quote.refresh_from_db()
    lines = QuoteLine.objects.order_by("position").values_list("position", "product_id", "quantity", "net")
    assert list(lines) == [(0, product.pk, 40, 500), (1, product.pk, Decimal("2.5"), Decimal("31.25"))]
    assert (quote.net, Quote.objects.count(), DiscoveryNeed.objects.count()) == (Decimal("531.25"), 1, 2)
    told = browser.get(page).content.decode().replace("\u00a0", " ")
    assert ("40 × Film 35 µ" in told, "2,500 × Film 35 µ" in told, quote.number in told) == (True, True, True)


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"product": "NADA"}, "product"),
        ({"quantity": "beaucoup"}, "quantity"),
        ({"quote": "abcdefghijkl"}, "quote"),
    ],
)
def test_what_is_wrong_is_said_and_no_quote_is_left_behind(
    interview: DiscoveryInterview, wrong: dict[str, str], field: str
) -> None:
    make_product("FILM35", "Film 35 µ", price=Decimal("12.50"))
    given = {"product": "FILM35", "quantity": "1", "quote": "", **wrong}
    answer = _browser().post(_url(interview, "line", "volumes"), given, headers=HTMX)
    assert (answer.status_code, f'id="id_{field}_error"' in answer.content.decode()) == (422, True)
    assert not Quote.objects.exists()


@pytest.mark.asked_already
def test_what_was_not_answered_what_is_closed_and_who_only_reads_make_no_line(
    interview: DiscoveryInterview,
) -> None:
    browser = _browser()
    assert browser.get(_url(interview, "line", "blocks")).status_code == 404
    assert _browser(Role.READ_ONLY).get(_url(interview, "line", "volumes")).status_code == 403
    assert _browser(Role.SALESPERSON, Scope.OWN).get(_url(interview, "line", "volumes")).status_code == 404
    Deal.objects.update(state="lost", closed_on=date(2026, 11, 3))
    assert "En faire une ligne" not in browser.get(_url(interview, "interview")).content.decode()
