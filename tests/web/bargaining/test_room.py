"""The room for manoeuvre on the page of a deal: noted, drawn, refused, live, kept from others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import FieldGroup, Role, Scope
from negoce.identity.models import JournalEntry, RolePolicy
from negoce.negotiation.models import Bargaining, Deal, Objective
from negoce.web.bargaining.scale import NARROW, WIDE, scale_of
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}
PRICES = {
    "our_opening": "48 000",
    "our_reserve": "44 500",
    "their_target": "42 000",
    "their_reserve": "47 200",
    "their_reserve_confidence": "medium",
    "their_reserve_source": "Le directeur technique, en visite",
    "their_reserve_on": "12/11/2024",
    "alternative": "Vendre ces bobines à la coopérative",
    "revision": "0",
}


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027", amount=Decimal(48000))


def browser(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(make_user(role, scope=Scope.ALL.value))
    return client


def let_read_margins(role: Role) -> None:
    RolePolicy.objects.create(role=role.value, field_access={FieldGroup.MARGIN.value: "read"})


def room_url(deal: Deal, name: str = "room") -> str:
    return reverse(f"bargaining:{name}", args=[deal.public_id])


def words_of(content: bytes) -> str:
    return content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def panel(client: Client, deal: Deal) -> str:
    return words_of(client.get(reverse("deals:panel", args=[deal.public_id, "bargaining"])).content)


def test_prices_are_noted_and_the_zone_is_drawn(deal: Deal) -> None:
    client = browser()
    assert "la zone d’accord se dessine" in panel(client, deal)
    assert 'value="48 000,00"' in words_of(client.get(room_url(deal), **HTMX).content)
    answer = client.post(room_url(deal), PRICES, **HTMX)
    assert (answer.status_code, "panel-bargaining" in answer.headers["HX-Trigger"]) == (204, True)
    row = Bargaining.objects.get(deal=deal)
    assert (row.our_reserve, row.their_reserve_confidence, row.revision) == (44500, "medium", 1)
    again = words_of(client.get(room_url(deal), **HTMX).content)
    assert ('value="12/11/2024"' in again, 'name="revision" value="1"' in again) == (True, True)
    drawn = panel(client, deal)
    for words in (
        "zone d’accord 44 500 € – 47 200 €",
        "2 700 € où s’entendre",
        "offre 48 000 € − plancher 44 500 € = 3 500 €",
        "Probable · Le directeur technique, en visite · 12 nov. 2024",
        "Vendre ces bobines à la coopérative",
    ):
        assert words in drawn
    assert JournalEntry.objects.filter(subject_kind="bargaining", subject_id=deal.pk).count() == 1
    page = client.get(reverse("deals:deal", args=[deal.public_id]))
    scale = 'class="bargaining-scale"'
    assert (drawn.count(scale), words_of(page.content).count(scale)) == (2, 2)


def test_without_a_zone_the_gap_is_said(deal: Deal) -> None:
    client = browser()
    client.post(room_url(deal), {"our_reserve": "18200", "their_reserve": "17650", "revision": "0"}, **HTMX)
    drawn = panel(client, deal)
    assert "pas de zone d’accord" in drawn
    assert "est 550 € sous notre plancher" in drawn


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"our_opening": "40000", "our_reserve": "44500"}, "Baissez le plancher ou relevez l’offre"),
        ({"our_target": "40000", "our_reserve": "44500"}, "dépasse l’objectif"),
        ({"their_target": "9", "their_reserve": "8"}, "dépasse leur plafond"),
        ({"their_reserve": "beaucoup"}, "beaucoup"),
        ({"their_reserve": "9", "their_reserve_on": "31/12/2099"}, "donnez le jour où cela a été su"),
        ({"our_reserve": "-5"}, "-5"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_was_typed(deal: Deal, typed, words) -> None:
    client = browser()
    answer = client.post(room_url(deal), {"revision": "0", **typed}, **HTMX)
    shown = words_of(answer.content)
    assert (answer.status_code, words in shown, Bargaining.objects.count()) == (422, True, 0)
    assert all(value in shown for value in typed.values())


def test_the_scale_follows_what_is_typed_and_keeps_nothing(deal: Deal) -> None:
    client = browser()
    live = words_of(client.post(room_url(deal, "preview"), PRICES, **HTMX).content)
    assert "2 700 € où s’entendre" in live
    wrong = client.post(room_url(deal, "preview"), {"our_opening": "1", "our_reserve": "2"}, **HTMX)
    assert "Baissez le plancher" in words_of(wrong.content)
    assert Bargaining.objects.count() == 0


def test_two_people_do_not_write_over_each_other(deal: Deal) -> None:
    client = browser()
    client.post(room_url(deal), PRICES, **HTMX)
    late = client.post(room_url(deal), {**PRICES, "our_reserve": "45 000"}, **HTMX)
    assert (late.status_code, "entre-temps" in late.content.decode()) == (409, True)
    assert "45 000" in words_of(late.content)
    assert Bargaining.objects.get(deal=deal).our_reserve == 44500


def test_who_may_not_edit_reads_alone(deal: Deal) -> None:
    reader = browser(Role.READ_ONLY)
    assert panel(reader, deal) == ""
    assert reader.post(room_url(deal), PRICES, **HTMX).status_code == 403
    assert reader.post(room_url(deal, "preview"), PRICES, **HTMX).status_code == 403
    browser().post(room_url(deal), PRICES, **HTMX)
    assert panel(reader, deal) == ""
    let_read_margins(Role.READ_ONLY)
    assert (room_url(deal) in panel(reader, deal), "44 500" in panel(reader, deal)) == (False, True)


def test_our_floor_is_for_who_reads_margins(deal: Deal) -> None:
    browser().post(room_url(deal), PRICES, **HTMX)
    blind = browser(Role.MARKETING)
    assert panel(blind, deal) == ""
    assert blind.get(room_url(deal), **HTMX).status_code == 403
    assert blind.post(room_url(deal), {**PRICES, "revision": "1"}, **HTMX).status_code == 403
    assert blind.post(room_url(deal, "preview"), PRICES, **HTMX).status_code == 403
    objective = {"fallback": Decimal(40_000), "aimed": Decimal(45_000), "ideal": Decimal(50_000)}
    Objective.objects.create(
        deal=deal,
        words="Signer",
        metric="amount",
        due_on=date(2026, 12, 1),
        rank=1,
        owner=make_user(),
        **objective,
    )
    pages = [
        words_of(who.get(reverse("deals:panel", args=[deal.public_id, "objectives"])).content)
        for who in (browser(), blind)
    ]
    assert ["plancher" in page for page in pages] == [True, False]


def test_labels_that_are_near_stand_on_lines_of_their_own() -> None:
    prices = {
        name: Decimal(value)
        for name, value in (("our_reserve", 100), ("their_reserve", 101), ("our_opening", 200))
    }
    wide, narrow = scale_of(prices, WIDE), scale_of(prices, NARROW)
    assert wide is not None
    assert narrow is not None
    assert [(each.key, each.x) for each in wide.ticks] == [
        ("our_reserve", 12.0),
        ("their_reserve", 12.76),
        ("our_opening", 88.0),
    ]
    assert [wide.ticks[1].label_y < wide.ticks[0].label_y, wide.zone] == [True, (12.0, 0.76)]
    assert scale_of({"our_reserve": Decimal(1)}, WIDE) is None
    same = scale_of({"our_reserve": Decimal(1), "their_reserve": Decimal(1)}, WIDE)
    assert same is not None
    assert [each.x for each in same.ticks] == [50.0, 50.0]
