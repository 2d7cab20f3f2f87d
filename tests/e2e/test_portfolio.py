"""From a figure of the portfolio to work for people, and back: the move, a task for each company, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.playbooks import make_life
from tests.factories.portfolio import make_snapshot

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
SUBJECT = "Rappeler ce client endormi"


def test_a_move_becomes_a_task_for_each_and_is_taken_back(signed_in_page: SignedIn, axe: Axe) -> None:
    seller = make_user(Role.SALESPERSON, first_name="Jeanne", last_name="Portal")
    long_ago = timezone.localdate() - timedelta(days=90)
    for name in ("Fonderie Portal", "Tissage Portal"):
        make_life(LifeStatus.DORMANT, long_ago, company=make_company(name, owner=seller))
    make_snapshot(scope_of_actor(actor_for(seller)).key)
    page = signed_in_page(user=seller)
    page.goto("/portfolio/")
    move = page.locator(".moves > li", has_text="Réveiller 48 dormants")
    move.get_by_role("link", name="Une tâche pour chacun").click()
    form = page.locator("#bulk-task")
    expect(form).to_contain_text(re.compile(r"Une tâche pour chacune\s: 2\sentreprises\."))
    assert axe(page) == []
    form.get_by_label("Pour le").fill("hier")
    form.get_by_role("button", name="Créer les tâches").click()
    expect(form).to_contain_text("Ce jour est passé")
    form.get_by_label("Pour le").fill("dans 3 jours")
    form.get_by_role("button", name="Créer les tâches").click()
    expect(form).to_have_count(0)
    toast = page.locator("n-toasts")
    expect(toast).to_contain_text(re.compile(r"Fait pour 2\sentreprises\."))
    tasks = Activity.objects.filter(subject=SUBJECT, owner=seller)
    assert tasks.filter(deleted_at__isnull=True).count() == 2
    # The figure stays where it was: nobody left the page.
    expect(page.get_by_role("heading", level=1)).to_have_text("Portefeuille")
    toast.get_by_role("button", name="Annuler").first.click()
    expect(toast).to_contain_text(re.compile(r"2\stâches retirées\."))
    assert tasks.filter(deleted_at__isnull=True).count() == 0
