"""The learned chance to win: its card on the page of a deal, its page, who may do what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.jobs.models import Job
from negoce.negotiation.models import Deal, WinEstimate
from negoce.portfolio.actions.win_chance_fit import TASK
from negoce.portfolio.models import WinChance, WinChanceFit
from negoce.web.win_chance.panel import WIN_CHANCE
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = reverse("win_chance:page")


def signed_in(role: Role = Role.MANAGER, scope: Scope = Scope.ALL, user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or make_user(role, scope=scope))
    return client


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def make_fit(**fields: object) -> WinChanceFit:
    judged = {
        "auc": 0.742, "brier": 0.19, "log_loss": 0.5, "gap": 0.021, "lift_10": 1.8, "lift_20": 1.5,
        "tenths": [[30, 0.9, 0.8]] + [[30, 0.2, 0.1]] * 9,
    }  # fmt: skip
    given = {
        "known_until": timezone.localdate(), "rows": 700, "deals": 250, "won": 100, "family": "blend",
        "judged": {"blend": judged, "kept": judged, "later": {**judged, "auc": 0.711, "deals": 75}}, "in_use": True,
        "columns": [{"name": "discount", "alone": 0.61, "suspect": False}],
        "left_out": [{"name": "tender", "reason": "constant", "alone": None}],
    }  # fmt: skip
    return WinChanceFit.objects.create(**{**given, **fields})


def told(deal: Deal, percent: str, fit: WinChanceFit) -> WinChance:
    reasons = [
        {"column": "amount", "value": "25000.00", "added": 0.69},
        {"column": "put_off", "value": "2", "added": -0.4},
    ]
    return WinChance.objects.create(
        deal=deal, fit=fit, percent=Decimal(percent), reasons=reasons, as_of=timezone.localdate()
    )


def panel_url(deal: Deal) -> str:
    return WIN_CHANCE.url(deal)


def test_both_stand_side_by_side_with_their_gap_and_why() -> None:
    deal, marc = (
        make_deal(),
        make_user(Role.SALESPERSON, scope=Scope.ALL, first_name="Marc", last_name="Vial"),
    )
    told(deal, "41.6", make_fit())
    WinEstimate.objects.create(deal=deal, percent=80, author=marc, said_at=timezone.now())
    card = text_of(signed_in(user=marc), panel_url(deal))
    for words in ("80 %", "Marc Vial", "42 %", "38 points au-dessus", "Montant de l’affaire", "25 000 €", "cotes × 2,0",
                  "Reports de la conclusion prévue", "cotes ÷ 1,5"):  # fmt: skip
        assert words in card
    assert card in text_of(signed_in(user=marc), reverse("deals:deal", args=[deal.public_id]))


@pytest.mark.asked_already
def test_where_hardly_anything_was_learned_no_gap_is_told_and_it_is_said() -> None:
    deal, fit = make_deal(), make_fit()
    fit.judged["later"]["auc"] = 0.47
    fit.save()
    told(deal, "41.6", fit)
    WinEstimate.objects.create(deal=deal, percent=80, said_at=timezone.now())
    card = text_of(signed_in(), panel_url(deal))
    assert ("à peine mieux que le hasard" in card, "38 points" in card) == (True, False)
    assert "À peine mieux que le hasard" in text_of(signed_in(), PAGE)


def test_an_estimate_is_said_in_the_dialog_and_refused_beside_its_field() -> None:
    client, deal = signed_in(), make_deal()
    url = reverse("win_chance:say", args=[deal.public_id])
    assert "Donner mon estimation" in text_of(client, panel_url(deal))
    faulty = client.post(url, {"percent": "beaucoup", "seen": ""}, headers=HTMX)
    assert (faulty.status_code, "de 0 à 100" in faulty.content.decode()) == (422, True)
    answer = client.post(url, {"percent": "65", "seen": ""}, headers=HTMX)
    assert (answer.status_code, "panel-win-chance" in answer.headers["HX-Trigger"]) == (204, True)
    assert "65 %" in text_of(client, panel_url(deal))
    late = client.post(url, {"percent": "30", "seen": ""}, headers=HTMX)
    assert (late.status_code, WinEstimate.objects.get().percent) == (409, 65)
    assert client.post(url, {"percent": "30", "seen": "65"}).status_code == 302
    assert WinEstimate.objects.get(is_current=True).percent == 30


@pytest.mark.asked_already
def test_a_closed_deal_and_who_only_reads_say_nothing() -> None:
    over, deal = make_deal(state="won", closed_on=date(2026, 11, 2)), make_deal()
    assert signed_in().get(panel_url(over)).content.strip() == b""
    reader = signed_in(Role.READ_ONLY)
    assert reader.get(panel_url(deal)).content.strip() == b""
    assert reader.get(reverse("win_chance:say", args=[deal.public_id])).status_code == 403
    assert reader.post(reverse("win_chance:fit")).status_code == 403
    assert reader.post(reverse("win_chance:use", args=[make_fit().public_id])).status_code == 403
    assert not Job.objects.exists()


def test_the_page_before_anything_is_learned_says_what_is_needed() -> None:
    client = signed_in()
    assert "Il en faut 200" in text_of(client, PAGE)
    WinChanceFit.objects.create(
        known_until=timezone.localdate(), deals=38, problem="few_rows", figures={"rows": 38, "least": 200}
    )
    assert "38 affaires closes qui comptent, il en faut 200" in text_of(client, PAGE)
    assert client.post(reverse("win_chance:fit")).status_code == 302
    assert Job.objects.get().task == TASK


def test_the_page_tells_what_it_is_worth_and_compares() -> None:
    marc, lise = (
        make_user(Role.SALESPERSON, scope=Scope.ALL, first_name=name, last_name="Vial")
        for name in ("Marc", "Lise")
    )
    each = {"deals": 30, "own_brier": 0.24, "learned_brier": 0.19, "own_mean": 0.7, "learned_mean": 0.4, "won": 0.4,
            "bands": [{"deals": 30, "said": 0.7, "won": 0.4}]}  # fmt: skip
    few = {**each, "deals": 3}
    fit = make_fit(compared={"house": {**each, "own_brier": 0.12}, str(marc.pk): each, str(lise.pk): few})
    deal, hidden = (
        make_deal(amount=Decimal(10_000)),
        make_deal(make_company("Cachée SARL"), amount=Decimal(7)),
    )
    for row, percent in ((deal, 80), (hidden, 10)):
        told(row, "40.0", fit)
        WinEstimate.objects.create(deal=row, percent=percent, author=marc, said_at=timezone.now())
    page = text_of(signed_in(), PAGE)
    wanted = (
        *("0,742", "0,190", "AUC 0,711", "Marc Vial", "Lise Vial", "trop peu d’affaires", "l’estimation"),
        *(
            "la probabilité apprise",
            "10 007 €",
            "8 001 €",
            "4 003 €",
            "Cachée SARL",
            "Remise du dernier devis",
        ),
    )
    for words in wanted:
        assert words in page
    own = text_of(signed_in(user=marc), PAGE)
    assert ("Marc Vial" in own, "Lise Vial" in own, "Toute la maison" in own) == (True, False, True)
    stranger = text_of(signed_in(Role.SALESPERSON, Scope.OWN), PAGE)
    assert ("Cachée SARL" in stranger, "10 007" in stranger) == (False, False)


@pytest.mark.asked_already
def test_a_fit_is_put_in_use_by_hand() -> None:
    client, old, new = signed_in(), make_fit(in_use=False), make_fit()
    client.post(reverse("win_chance:use", args=[old.public_id]))
    assert list(WinChanceFit.objects.filter(in_use=True)) == [old]
    assert "Choisi à la main" in text_of(client, PAGE)
    client.post(reverse("win_chance:use", args=[new.public_id]), {"follow": "yes"})
    assert WinChanceFit.objects.get(in_use=True).is_chosen is False


def test_the_page_asks_as_much_for_three_deals_as_for_one(queries: Queries) -> None:
    client, fit, marc = signed_in(), make_fit(), make_user()

    def make() -> None:
        deal = make_deal(amount=Decimal(10))
        told(deal, "40.0", fit)
        WinEstimate.objects.create(deal=deal, percent=50, author=marc, said_at=timezone.now())

    queries.same(make=make, read=lambda: client.get(PAGE))
