"""The room for manoeuvre of a deal is drawn while it is typed; a concession is planned and exchanged by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Bargaining, Concession, Quote
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.quotes import make_quote

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_prices_are_drawn_and_a_concession_is_exchanged(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    deal = make_deal(make_company("Laiterie des Sources"), "Films 2027", amount=Decimal(48000))
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/")
    page.get_by_role("link", name="Noter les prix").click()
    dialog = page.locator("#bargaining-form")
    expect(dialog.get_by_label("Notre offre")).to_have_value("48\u202f000,00")
    dialog.get_by_label("Notre plancher").press_sequentially("44500")
    dialog.get_by_label("Leur plafond estimé").press_sequentially("44000")
    expect(dialog.locator("#bargaining-scale")).to_contain_text("Pas de zone d’accord")
    dialog.get_by_label("Leur plafond estimé").fill("47200")
    expect(dialog.locator("#bargaining-scale")).to_contain_text("où s’entendre")
    expect(dialog.get_by_label("Leur plafond estimé")).to_be_focused()
    assert axe(page) == []
    dialog.get_by_role("button", name="Enregistrer").click()
    panel = page.locator("#panel-bargaining")
    expect(panel).to_contain_text("zone d’accord 44\u202f500\xa0€")
    assert Bargaining.objects.get(deal=deal).their_reserve == 47200
    page.get_by_role("link", name="Proposer un plan").click()
    expect(page.locator("#bargaining-shares li")).to_have_text(
        ["2\u202f000\xa0€", "1\u202f000\xa0€", "500\xa0€"]
    )
    page.get_by_role("button", name="Mettre en réserve").click()
    rows = page.locator("#panel-concessions tbody tr")
    expect(rows).to_have_count(3)
    expect(page.locator("#panel-concessions")).to_contain_text("3 concessions sont sans contrepartie")
    rows.first.get_by_label("Modifier : Remise, 1 sur 3").click()
    page.get_by_label("Contre quoi").fill("Engagement de 24 mois")
    page.get_by_label("Ce que cela nous rapporte (HT)").fill("5200")
    page.get_by_role("button", name="Enregistrer").click()
    expect(rows.first).to_contain_text("Engagement de 24 mois")
    rows.first.get_by_label("Que devient : Remise, 1 sur 3").select_option("accepted")
    expect(rows.first.get_by_label("Retirer : Remise, 1 sur 3")).to_have_count(0)
    assert Concession.objects.filter(state="accepted").count() == 1
    assert axe(page) == []
    pictures(page, "deal-bargaining")
    page.get_by_role("link", name="Négociation", exact=True).click()
    expect(page.locator("#panel-exchanged")).to_contain_text("Engagement de 24 mois")
    expect(page.locator("#panel-exchanged")).to_contain_text("+3\u202f200\xa0€")
    assert axe(page) == []


@pytest.fixture
def floor_of_45() -> Iterator[None]:
    """A house whose floor nothing reaches; that of the others comes back."""
    floors = Parameter.objects.filter(key=ParameterKey.MARGIN_FLOOR.value)
    kept = list(floors)
    floors.delete()
    Parameter.objects.create(
        key=ParameterKey.MARGIN_FLOOR.value, value=Decimal(45), starts_on=date(2020, 1, 1), source="Direction"
    )
    yield
    floors.delete()
    Parameter.objects.bulk_create(kept)


@pytest.mark.usefixtures("floor_of_45")
def test_a_price_below_the_floor_is_asked_for_and_allowed(signed_in_page: SignedIn, axe: Axe) -> None:
    deal = make_deal(make_company("Laiterie des Sources"), "Films 2027", amount=Decimal(200))
    quote = make_quote(company=deal.company)
    Quote.objects.filter(pk=quote.pk).update(deal=deal)
    seller, boss = signed_in_page(Role.ADMINISTRATOR), signed_in_page(Role.ADMINISTRATOR)
    seller.goto(f"/deals/{deal.public_id}/?tab=bargaining")
    panel = seller.locator("#panel-approvals")
    expect(panel).to_contain_text("Accord d’un responsable nécessaire")
    panel.get_by_role("link", name="Demander l’accord").click()
    seller.get_by_role("button", name="Demander l’accord").click()
    expect(seller.locator("#ask-form")).to_contain_text("c’est ce que le responsable lira")
    seller.get_by_label("Pourquoi cette marge").fill("Trois ans promis")
    seller.get_by_role("button", name="Demander l’accord").click()
    expect(panel).to_contain_text("Attend une réponse")
    boss.goto(f"/deals/{deal.public_id}/?tab=bargaining")
    answered = boss.locator("#panel-approvals")
    answered.get_by_role("link", name="Répondre").click()
    expect(boss.locator("#answer-form")).to_contain_text("Trois ans promis")
    assert axe(boss) == []
    boss.get_by_role("button", name="Donner l’accord").click()
    expect(answered).to_contain_text("Accordé")
    expect(answered).to_contain_text("Prêt à envoyer")
    quote.refresh_from_db()
    assert quote.state == "ready"
    assert axe(boss) == []


def test_two_people_note_prices_at_once_and_neither_loses_theirs(signed_in_page: SignedIn, axe: Axe) -> None:
    deal = make_deal(make_company("Laiterie du Lac"), "Opercules 2027")
    first, second = signed_in_page(Role.ADMINISTRATOR), signed_in_page(Role.ADMINISTRATOR)
    for page in (first, second):
        page.goto(f"/deals/{deal.public_id}/")
        page.locator("#panel-bargaining").get_by_role("link", name="Noter les prix").click()
    theirs, mine = first.get_by_role("dialog"), second.get_by_role("dialog")
    theirs.get_by_label("Notre plancher").fill("44500")
    theirs.get_by_role("button", name="Enregistrer").click()
    expect(theirs).to_be_hidden()
    mine.get_by_label("notre meilleure autre solution").fill("Un autre client")
    mine.get_by_role("button", name="Enregistrer").click()
    expect(mine.get_by_role("alert")).to_contain_text("a enregistré cette fiche entre-temps")
    expect(mine.get_by_role("alert")).to_contain_text("repris de l’autre version")
    assert axe(second) == []
    mine.get_by_role("button", name="Enregistrer").click()
    expect(mine).to_be_hidden()
    row = Bargaining.objects.get(deal=deal)
    assert (row.our_reserve, row.alternative) == (44500, "Un autre client")
