"""Why a deal was lost is asked for by the day, told in one dialog, and counted; what the buyer marks is compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import BuyerMark, Deal
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_a_loss_is_explained_and_counted(signed_in_page: SignedIn, axe: Axe) -> None:
    owner, today = make_user(Role.SALESPERSON), timezone.localdate()
    page = signed_in_page(user=owner)
    company = make_company("Laiterie du Vercors", owner=owner, origin_channel="fair")
    ended = {"closed_on": today - timedelta(days=3), "amount": Decimal(4_000), "owner": owner}
    lost = make_deal(company, "Vitrine 2027", state="lost", **ended)
    make_deal(company, "Corner 2027", state="won", outcome_reason="service", **ended)
    page.goto("/day/")
    line = page.locator("li, article", has_text="personne n’a noté pourquoi").first
    line.get_by_role("link", name="Dire pourquoi").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Raison").select_option("price")
    dialog.get_by_label("Concurrent en face").fill("Emballo")
    dialog.get_by_role("button", name="Clore l’affaire").click()
    page.wait_for_url(re.compile(rf"/deals/{lost.public_id}/"))
    assert Deal.objects.get(pk=lost.pk).outcome_reason == "price"

    page.goto(f"/deals/{lost.public_id}/?tab=conclusion")
    page.get_by_role("link", name="Noter l’évaluation").click()
    dialog.get_by_label("Note de l’acheteur").select_option("4")
    dialog.locator("[name=mark_service]").select_option("3")
    dialog.get_by_label("Mots de l’acheteur").fill("Personne n’a rappelé")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("main")).to_contain_text("Service 3")
    assert BuyerMark.objects.get().mark == 3

    page.goto("/deals/wins-and-losses/")
    expect(page.get_by_role("main")).to_contain_text("Moins de 10 affaires par groupe")
    assert axe(page) == []
    page.get_by_role("link", name="Ce que disent les acheteurs").click()
    expect(page.get_by_role("main")).to_contain_text("Personne n’a rappelé")
    assert axe(page) == []
    page.get_by_role("link", name="Étapes et délais").click()
    expect(page.get_by_role("main")).to_contain_text("À quelle étape l’on perd")
    page.get_by_role("link", name="Raisons et concurrents").click()
    assert axe(page) == []
    page.get_by_role("region", name="Pourquoi l’on perd").locator("tbody td a").first.click()
    expect(page.get_by_role("main")).to_contain_text("Vitrine 2027")
    expect(page.get_by_role("main")).not_to_contain_text("Corner 2027")
