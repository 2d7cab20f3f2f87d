"""From « Faut-il prospecter ? » to a plan that runs, and the choice of channels (P1, P2, P3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.portfolio.actions.prospecting_signals_night import refresh_signals
from negoce.prospecting.models import PlanCompany, ProspectingPlan
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
Pictures = Callable[[Page, str], None]


def a_market(today: date) -> tuple[User, list[Company]]:
    """Somebody whose team alone sees a customer that fell and three shops; figures are those of what they see."""
    boss = make_user(Role.MANAGER, scope=Scope.TEAM.value, team=make_team())
    fallen = make_company(name="Quincaillerie Gardot", owner=boss)
    make_order(fallen, today - timedelta(days=400), "1000")
    targets = [make_company(department="69", kind="retailer", owner=boss) for _each in range(3)]
    refresh_signals(today=today)
    return boss, targets


def test_a_signal_leads_to_a_plan_that_is_started_and_read(
    signed_in_page: SignedIn, axe: Axe, pictures: Pictures
) -> None:
    today = timezone.localdate()
    boss, targets = a_market(today)
    page = signed_in_page(user=boss)
    page.goto("/prospecting/")
    card = page.locator("#downturn")
    expect(card).to_contain_text("1 client sur 1")
    card.get_by_text("Les entreprises qui y pèsent le plus").click()
    expect(card.get_by_role("link", name="Quincaillerie Gardot")).to_be_visible()
    assert axe(page) == []
    pictures(page, "signals")
    card.get_by_role("link", name="Préparer un plan").click()

    page.get_by_label("Nom du plan").fill("Boutiques du Rhône")
    page.get_by_text("Écrire le filtre").click()
    page.get_by_label("Filtre").fill("department is 69 and kind is retailer")
    page.get_by_label("Commandes voulues").fill("12")
    panel = page.locator("#plan-panel")
    expect(panel).to_contain_text("800")
    expect(panel).to_contain_text("il en manque 797")
    first = page.locator(".plan-channels tbody tr").first
    first.get_by_label("Canal").select_option("phone")
    first.get_by_label("Budget (€)").fill("8400")
    expect(panel).to_contain_text("700,00")
    assert axe(page) == []
    pictures(page, "plan-form")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Boutiques du Rhône")
    page.get_by_role("link", name="Démarrer").click()
    page.get_by_role("button", name="Démarrer le plan").click()
    expect(page.locator("main")).to_contain_text("arrêtées au démarrage")
    assert PlanCompany.objects.filter(plan__name="Boutiques du Rhône").count() == 3

    make_activity(targets[0], kind="call", state="done", starts_at=timezone.now(), direction="outgoing")
    make_order(targets[0], today, "2000", cost="900")
    page.get_by_role("link", name="Noter une dépense").click()
    page.get_by_label("Montant HT").fill("250")
    page.get_by_role("button", name="Noter la dépense").click()
    expect(page.locator("main")).to_contain_text("250")
    page.get_by_role("button", name="Compter maintenant").click()
    expect(page.locator(".plan-tiles")).to_contain_text("250,00")
    expect(page.get_by_role("row", name=re.compile("Clients gagnés"))).to_contain_text("1")
    assert axe(page) == []
    pictures(page, "plan")
    plan = ProspectingPlan.objects.get(name="Boutiques du Rhône")
    assert (plan.state, plan.signal, plan.targeted) == ("running", "downturn", 3)


def test_channels_are_weighed_while_one_types(signed_in_page: SignedIn, axe: Axe, pictures: Pictures) -> None:
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/prospecting/channels/")
    page.get_by_role("link", name="Peser les canaux").first.click()
    page.get_by_label("Nom").fill("Boutiques")
    page.get_by_role("button", name="Peser les canaux").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Boutiques")
    for name, notes in (("Téléphone", ("8", "3", "8", "700")), ("E-mail", ("6", "8", "6", "600"))):
        row = page.get_by_role("row", name=re.compile(f"^{name}"))
        for field, note in zip(row.locator("input[type=text]").all(), notes, strict=True):
            field.fill(note)
    advice = page.locator("#channel-advice")
    expect(advice.get_by_role("listitem").first).to_contain_text("E-mail")
    expect(advice).to_contain_text("compétence à former")
    assert axe(page) == []
    pictures(page, "channels")
    page.get_by_role("button", name="Enregistrer").click()
    expect(advice.get_by_role("listitem").first).to_contain_text("Recommandé")
    page.get_by_role("button", name="Mettre à jour").click()
    expect(page.locator("main")).to_contain_text("ce choix garde ces chiffres")
