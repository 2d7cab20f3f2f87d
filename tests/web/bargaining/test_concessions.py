"""Concessions on the page of a deal: planned, exchanged, weighed on the margin, kept from others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import FieldGroup, Role
from negoce.negotiation.models import Bargaining, Concession, Deal, Quote
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor
from tests.factories.quotes import make_quote
from tests.harness.queries import Queries
from tests.web.bargaining.test_room import HTMX, browser, let_read_margins, words_of

pytestmark = pytest.mark.django_db
DISCOUNT = {"given": "Remise 3 %", "cost": "1 440", "asked": "Engagement 24 mois", "value": "5 200"}


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027", amount=Decimal(48000))


def address(deal: Deal, name: str, *parts: str) -> str:
    return reverse(f"bargaining:{name}", args=[deal.public_id, *parts])


def panel(client: Client, deal: Deal, key: str = "concessions") -> str:
    return words_of(client.get(reverse("deals:panel", args=[deal.public_id, key])).content)


def note(client: Client, deal: Deal, typed: Mapping[str, str]) -> Concession:
    answer = client.post(address(deal, "concession_new"), typed, **HTMX)
    assert answer.status_code == 204, answer.content.decode()
    return Concession.objects.latest("pk")


def move(client: Client, row: Concession, to: str, seen: str) -> str:
    url = address(row.deal, "concession_state", row.public_id)
    answer = client.post(url, {"state": to, "seen": seen}, **HTMX)
    assert answer.status_code == 204
    return answer.headers["HX-Trigger"]


def quote_of(deal: Deal) -> Quote:
    """Of 200 €, with 40 % of margin."""
    quote = make_quote(company=deal.company)
    Quote.objects.filter(pk=quote.pk).update(deal=deal)
    quote.refresh_from_db()
    assert (quote.net, quote.cost) == (200, 120)
    return quote


def test_a_concession_is_planned_proposed_accepted_and_recorded(deal: Deal) -> None:
    client = browser()
    assert "Rien n’a encore été échangé" in panel(client, deal, "exchanged")
    row = note(client, deal, DISCOUNT)
    shown = panel(client, deal)
    for words in ("jamais sans contrepartie", "−1 440 €", "Engagement 24 mois", "+5 200 €", "En réserve"):
        assert words in shown
    move(client, row, "proposed", "reserve")
    move(client, row, "accepted", "proposed")
    row.refresh_from_db()
    assert (row.state, row.settled_on is not None, row.settled_by is not None) == ("accepted", True, True)
    exchanged = panel(client, deal, "exchanged")
    assert ("Donné 1 440 €, obtenu 5 200 €" in exchanged, "+3 760 €" in exchanged) == (True, True)
    assert "changez son état" in _tried_removal(client, row)
    move(client, row, "reserve", "accepted")
    row.refresh_from_db()
    assert (row.settled_on, row.settled_by) == (None, None)
    _tried_removal(client, row)
    assert Concession.objects.count() == 0


def _tried_removal(client: Client, row: Concession) -> str:
    answer = client.post(address(row.deal, "concession_removal", row.public_id), **HTMX)
    return str(answer.headers["HX-Trigger"].encode().decode("unicode_escape"))


def test_nothing_is_given_for_nothing_without_a_warning(deal: Deal) -> None:
    client = browser()
    note(client, deal, {"given": "Livraison chaque semaine", "cost": "900"})
    shown = panel(client, deal)
    assert ("1 concession est sans contrepartie" in shown, "sans contrepartie</" in shown) == (True, True)


def test_a_plan_shares_the_room_for_manoeuvre_out(deal: Deal) -> None:
    client = browser()
    Bargaining.objects.create(deal=deal, our_opening=Decimal(52000), our_reserve=Decimal(46000))
    first = words_of(client.get(address(deal, "plan"), **HTMX).content)
    assert ('value="6 000,00"' in first, "3 428,57 €" in first) == (True, True)
    live = client.post(address(deal, "plan_preview"), {"total": "100", "steps": "3", "ratio": "1"}, **HTMX)
    assert "33,34 €" in words_of(live.content)
    answer = client.post(address(deal, "plan"), {"total": "6 000", "steps": "3", "ratio": "0,5"}, **HTMX)
    assert answer.status_code == 204
    rows = list(Concession.objects.order_by("position").values_list("given", "cost", "state"))
    assert rows == [
        ("Remise, 1 sur 3", Decimal("3428.57"), "reserve"),
        ("Remise, 2 sur 3", Decimal("1714.29"), "reserve"),
        ("Remise, 3 sur 3", Decimal("857.14"), "reserve"),
    ]


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("plan", {"total": "0", "steps": "3", "ratio": "0,5"}, "total à céder, supérieur à zéro"),
        ("plan", {"total": "48 000", "steps": "3", "ratio": "0,5"}, "il ne resterait rien"),
        ("plan", {"total": "10", "steps": "40", "ratio": "0,5"}, "un plan en compte de 1 à 12"),
        ("plan", {"total": "10", "steps": "3", "ratio": "2"}, "le rapport va"),
        ("plan", {"total": "0,02", "steps": "3", "ratio": "1"}, "est trop peu"),
        ("plan", {"total": "x", "steps": "3", "ratio": "1"}, "x"),
        ("concession_new", {"given": "", "cost": "5"}, "Dites ce que nous donnons"),
        ("concession_new", {"given": "Remise", "cost": ""}, "Dites ce que cela nous coûte"),
        ("concession_new", {"given": "Remise", "cost": "-5"}, "-5"),
    ],
)
def test_what_makes_no_sense_is_refused(deal: Deal, name: str, typed: dict[str, str], words: str) -> None:
    answer = browser().post(address(deal, name), typed, **HTMX)
    assert (answer.status_code, words in words_of(answer.content)) == (422, True)
    assert Concession.objects.count() == 0


def test_the_margin_follows_what_is_typed_for_who_may_read_it(deal: Deal) -> None:
    quote = quote_of(deal)
    Parameter.objects.filter(key=ParameterKey.MARGIN_FLOOR.value).delete()
    Parameter.objects.create(
        key=ParameterKey.MARGIN_FLOOR.value, value=Decimal(38), starts_on=date(2020, 1, 1), source="Direction"
    )
    client = browser()
    typed = {**DISCOUNT, "cost": "10"}
    live = words_of(client.post(address(deal, "concession_preview"), typed, **HTMX).content)
    assert f"Marge du devis {quote.number} : 40,0 % ; 35,0 % si tout est accordé" in live
    assert "vendre 14,3 % de plus" in live
    assert ("Sous le plancher de marge (38,0 %)" in live, quote.number in live) == (True, True)
    note(client, deal, typed)
    assert "35,0 %" in panel(client, deal)
    whole = words_of(
        client.post(address(deal, "concession_preview"), {**typed, "cost": "70"}, **HTMX).content
    )
    assert "Aucun volume ne compenserait" in whole
    note(client, deal, {**DISCOUNT, "cost": "10", "is_quoted": "on"})
    assert "35,0 %" in panel(client, deal)
    blind = next(role for role in Role if not make_actor(role).may_read(FieldGroup.MARGIN))
    assert panel(browser(blind), deal) == ""


def test_two_people_do_not_write_over_each_other(deal: Deal) -> None:
    client = browser()
    row = note(client, deal, DISCOUNT)
    url = address(deal, "concession", row.public_id)
    assert client.post(url, {**DISCOUNT, "cost": "1 500", "revision": "0"}, **HTMX).status_code == 204
    late = client.post(url, {**DISCOUNT, "cost": "1 600", "revision": "0"}, **HTMX)
    assert (late.status_code, "entre-temps" in late.content.decode()) == (409, True)
    assert "entre-temps" in move(client, row, "accepted", "proposed").encode().decode("unicode_escape")
    row.refresh_from_db()
    assert (row.cost, row.state) == (1500, "reserve")


def test_who_may_not_edit_reads_alone(deal: Deal) -> None:
    reader = browser(Role.READ_ONLY)
    assert panel(reader, deal) == ""
    row = note(browser(), deal, DISCOUNT)
    assert panel(reader, deal) == ""
    let_read_margins(Role.READ_ONLY)
    assert ("Remise 3 %" in panel(reader, deal), "hx-post" in panel(reader, deal)) == (True, False)
    blind = browser(Role.MARKETING)
    exchanged = reverse("deals:panel", args=[deal.public_id, "exchanged"])
    assert (panel(blind, deal), blind.get(exchanged).content) == ("", b"")
    assert blind.get(address(deal, "concession", row.public_id), **HTMX).status_code == 403
    for name in ("concession", "concession_state", "concession_removal"):
        assert reader.post(address(deal, name, row.public_id), DISCOUNT, **HTMX).status_code == 403
    for name in ("plan", "plan_preview", "concession_new", "concession_preview"):
        assert reader.post(address(deal, name), DISCOUNT, **HTMX).status_code == 403


def test_as_many_queries_for_three_as_for_one(deal: Deal, queries: Queries) -> None:
    client = browser()
    quote_of(deal)
    note(client, deal, DISCOUNT)
    url = reverse("deals:panel", args=[deal.public_id, "concessions"])
    assert queries.same(lambda: note(client, deal, DISCOUNT), lambda: client.get(url)) > 0
