"""A rule written, tried and seen on the page of a company; a score learned and told (P6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from negoce.portfolio.actions.scoring_fit import fit_scores
from negoce.portfolio.actions.scoring_refresh import refresh_model_scores
from tests.factories.companies import make_company
from tests.factories.orders import make_order

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
Pictures = Callable[[Page, str], None]


def test_a_rule_is_tried_kept_and_read_on_a_company(
    signed_in_page: SignedIn, axe: Axe, pictures: Pictures
) -> None:
    company = make_company("Grande Maison", headcount=120, city="Saint-Score")
    make_company("Petite Maison", headcount=4, city="Saint-Score")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/prospecting/scoring/")
    page.get_by_role("button", name="Commencer avec onze règles").click()
    expect(page.locator("main")).to_contain_text("Rendez-vous accepté")
    page.get_by_text("Nouvelle règle", exact=True).click()
    page.get_by_role("link", name="Règle sur l’entreprise").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Nom de la règle").fill("Plus de 50 salariés")
    dialog.get_by_label("Points").fill("65")
    dialog.get_by_text("Écrire la condition").click()
    dialog.get_by_label("Condition").fill("headcount >= 50 and city is Saint-Score")
    dialog.get_by_role("button", name="Voir l’effet").click()
    expect(dialog).to_contain_text("1 entreprise reçoit ces points.")
    assert axe(page) == []
    pictures(page, "score-rule")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Plus de 50 salariés")
    work_off()
    page.reload()
    assert axe(page) == []
    pictures(page, "scores")
    page.goto(f"/companies/{company.public_id}/?tab=behaviour")
    card = page.locator("#panel-score")
    expect(card).to_contain_text("65,0")
    expect(card).to_contain_text("Plus de 50 salariés")
    page.goto("/companies/?filter=score+%3E%3D+60")
    expect(page.locator("main")).to_contain_text("Grande Maison")
    expect(page.locator("main")).not_to_contain_text("Petite Maison")


def test_a_learned_score_is_judged_and_told(signed_in_page: SignedIn, axe: Axe, pictures: Pictures) -> None:
    today = timezone.localdate()
    met = timezone.make_aware(datetime.combine(today - timedelta(days=200), time(10)))
    for row in range(220):
        company = make_company(f"Maison {row}", headcount=200 if row % 2 else 5)
        Activity.objects.create(company=company, kind="visit", state="done", subject="x", starts_at=met)
        if row % 2 and row % 5 and row < 200:
            make_order(company, today - timedelta(days=90), "100")
    fitted = fit_scores(today=today)
    refresh_model_scores(today=today)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto("/prospecting/scoring/model/")
    expect(page.locator("main")).to_contain_text(f"{fitted.companies} entreprises")
    expect(page.locator("main")).to_contain_text("Régression logistique")
    expect(page.locator("n-chart")).to_have_count(2)
    assert axe(page) == []
    pictures(page, "learned-score")
    page.goto(f"/companies/{company.public_id}/?tab=behaviour")
    expect(page.locator("#panel-score")).to_contain_text("Effectif")
