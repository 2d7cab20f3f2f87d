"""From the matrix to work for people: weights tried out, kept, a quadrant opened, a company noted by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from negoce.catalogue.models import ProductFamily
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.actions.target_refresh import refresh_all_targets
from negoce.portfolio.measures.offer_segment import ALL
from negoce.portfolio.models import OfferSegmentSnapshot
from negoce.portfolio.queries.offer_segments import CONTENT_VERSION
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from negoce.prospecting.models import TargetCriterion, TargetIndex
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def reachable(name: str, owner: User, **fields: object) -> Company:
    company = make_company(name, owner=owner, last_contact_on=timezone.localdate(), **fields)
    contact = make_contact(company, email=f"m{company.pk}@laiterie.example")
    contact.current_post.decision_power = "decides"
    contact.current_post.save()
    return company


def test_weights_move_the_dots_and_a_quadrant_leads_to_its_list(signed_in_page: SignedIn, axe: Axe) -> None:
    boss = make_user(Role.MANAGER, first_name="Odile", last_name="Matrice")
    large = reachable("Laiterie Matrice", boss, headcount=300, turnover=10)
    reachable("Crèmerie Matrice", boss, headcount=2)
    refresh_all_targets(today=timezone.localdate())
    page = signed_in_page(user=boss)
    page.goto("/prospecting/matrix/?filter=name+contains+Matrice")
    dot = page.locator(f"#dot-{large.public_id}")
    before = float(dot.get_attribute("cy") or 0)
    expect(page.locator(".matrix-label[data-priority='1']")).to_have_text(
        re.compile("À travailler d’abord · 1")
    )
    assert axe(page) == []
    slider = page.get_by_role("slider", name="Chiffre d’affaires de l’entreprise")
    held: list[Route] = []
    page.route("**/prospecting/matrix/figure/**", lambda route: held.append(route))
    slider.fill("9")
    # Lower: a small turnover weighs more now. The dots follow the hand, before any answer; nothing is kept yet.
    page.wait_for_function(
        "([id, was]) => Number(document.getElementById(id).getAttribute('cy')) > was + 20",
        arg=[f"dot-{large.public_id}", before],
    )
    moved = dot.get_attribute("cy")
    expect(page.get_by_text("Poids essayés, non enregistrés")).to_have_count(0)
    for each in held:
        each.continue_()
    page.unroute("**/prospecting/matrix/figure/**")
    expect(page.get_by_text("Poids essayés, non enregistrés")).to_be_visible()
    page.wait_for_timeout(100)
    assert dot.get_attribute("cy") == moved
    weight = TargetCriterion.objects.get(source="turnover")
    assert weight.weight == 2
    page.get_by_role("button", name="Enregistrer ces poids").click()
    expect(page.locator("n-toasts")).to_contain_text("Poids enregistrés")
    weight.refresh_from_db()
    assert weight.weight == 9
    expect(page.locator(".matrix-label[data-priority='3']")).to_have_text(re.compile("À entretenir · 2"))
    row = page.locator(".quadrant-list > li[data-priority='3']")
    # One click from a quadrant to a session of calls with its companies.
    row.get_by_role("link", name="Session d’appels").click()
    expect(page).to_have_url(re.compile("/prospecting/calls/new/"))
    page.go_back()
    row.get_by_role("link", name="À entretenir", exact=True).click()
    expect(page.get_by_role("link", name="Laiterie Matrice").first).to_be_visible()
    weight.weight = 2
    weight.save()


def test_a_company_is_noted_by_hand(signed_in_page: SignedIn, axe: Axe) -> None:
    seller = make_user(Role.SALESPERSON, first_name="Jeanne", last_name="Notes")
    company = reachable("Fonderie Notes", seller, headcount=2)
    refresh_all_targets(today=timezone.localdate())
    page = signed_in_page(user=seller)
    page.goto(f"/companies/{company.public_id}/?tab=behaviour")
    panel = page.locator("#panel-target")
    panel.get_by_label("Noter à la main : Effectif").click()
    form = page.locator("#note-form")
    assert axe(page) == []
    form.get_by_label("Note de 0 à 10").fill("12")
    form.get_by_role("button", name="Enregistrer").click()
    expect(form).to_contain_text("Une note va de 0 à 10")
    form.get_by_label("Note de 0 à 10").fill("9,5")
    form.get_by_role("button", name="Enregistrer").click()
    expect(form).to_have_count(0)
    expect(panel).to_contain_text("par Jeanne Notes")
    assert TargetIndex.objects.get(company=company).potential == 9.5


def test_offers_by_segment_are_explained_and_leave_as_picture_and_file(
    signed_in_page: SignedIn, axe: Axe
) -> None:
    boss = make_user(Role.MANAGER, first_name="Odile", last_name="Offres")
    films = ProductFamily.objects.create(name="Films étirables")
    figures = [1_000_000, 800_000, 400_000, 1_000_000, 4, 5, 5, 8, 2]
    content = {
        "version": CONTENT_VERSION,
        "companies": 20,
        "segments": [["C", 20, 9]],
        "pairs": [[films.pk, "C", *figures], [ALL, "C", *figures]],
        "whole": [[films.pk, *figures], [ALL, *figures]],
    }
    now = timezone.now()
    OfferSegmentSnapshot.objects.update_or_create(
        scope_key=scope_of_actor(actor_for(boss)).key,
        dimension="sector",
        offers="family",
        defaults={"content": content, "as_of": timezone.localdate(), "made_at": now},
    )
    page = signed_in_page(user=boss)
    page.goto("/portfolio/matrix/")
    assert axe(page) == []
    with page.expect_download() as picture:
        page.get_by_role("button", name="PNG").click()
    assert picture.value.path().read_bytes()[:4] == b"\x89PNG"
    page.locator("[aria-label='Autres actions']").click()
    with page.expect_download() as book:
        page.get_by_role("link", name="Exporter en XLSX").click()
    assert book.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name=re.compile("Films étirables × Industrie")).click()
    expect(page.locator("#why")).to_contain_text("8 offres gagnées sur 10")
