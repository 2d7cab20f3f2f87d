"""Who comes in: password and second factor, the lock after failures, and the journal of what they did."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from negoce.companies.actions.company_create import create_company
from negoce.identity.enums import Role
from negoce.identity.queries.actors import actor_for
from tests.factories.identity import make_user

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]
PASSWORD = "cheval-pile-agrafe-correct"


def code_of(secret: str) -> str:
    """What the person's telephone shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(page: Page, email: str, password: str) -> None:
    """Fill the form of the sign-in page and send it."""
    page.goto("/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Se connecter").click()


def test_a_password_and_a_second_factor_are_chosen_then_asked(
    signed_in_page: SignedIn, page: Page, axe: Axe
) -> None:
    user = make_user(Role.SALESPERSON)
    account = signed_in_page(user=user)
    account.goto("/account/")
    account.get_by_role("link", name="Choisir un mot de passe").click()
    account.locator("[name=password1]").fill(PASSWORD)
    account.locator("[name=password2]").fill(PASSWORD)
    assert axe(account, also="password: ") == []
    account.get_by_role("button", name="Enregistrer").click()
    account.goto("/account/")
    account.get_by_role("link", name="Activer").click()
    if account.locator("[name=password]").count():
        account.locator("[name=password]").fill(PASSWORD)
        account.locator("main form button[type=submit]").first.click()
    secret = account.locator("code").inner_text()
    account.locator("[name=code]").fill(code_of(secret))
    assert axe(account, also="second factor: ") == []
    account.get_by_role("button", name="Activer").click()
    expect(account.locator("body")).to_contain_text("secours")

    give_password(page, user.email, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Double authentification")
    page.goto("/companies/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Entreprises")
    page.goto("/account/2fa/authenticate/")
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.locator(".field-error, [role=alert]").first).to_be_visible()
    recovery = account.locator("main li, main code").all_inner_texts()
    page.locator("[name=code]").fill(next(words.strip() for words in recovery if words.strip().isalnum()))
    page.get_by_role("button", name="Se connecter").click()
    expect(page.locator("main h1")).to_have_text("Bonjour Camille")


def test_the_door_closes_after_failures_and_says_until_when(page: Page, axe: Axe) -> None:
    user = make_user(Role.SALESPERSON)
    for _attempt in range(12):
        give_password(page, user.email, "pas le bon")
        if "Trop d’essais" in page.locator("h1").inner_text():
            break
        expect(page.locator("[role=alert], .banner, .field-error").first).to_be_visible()
    expect(page.locator("h1")).to_have_text("Trop d’essais")
    expect(page.locator("main")).to_contain_text("Rien d’autre n’a changé.")
    assert axe(page, also="locked: ") == []


def test_the_journal_tells_who_changed_what(signed_in_page: SignedIn, axe: Axe) -> None:
    user = make_user(Role.ADMINISTRATOR, first_name="Odile", last_name="Perrin")
    company = create_company(actor_for(user), values={"name": "Cave des Journaux", "headcount": "12"})
    page = signed_in_page(user=user)
    page.goto(f"/companies/{company.public_id}/?tab=identity")
    page.wait_for_load_state("networkidle")
    page.locator("#f-headcount n-edit").click()
    page.locator("#f-headcount [name=value]").fill("57")
    page.keyboard.press("Enter")
    expect(page.locator("#f-headcount")).to_have_text("57")
    page.goto(f"/companies/{company.public_id}/journal/")
    expect(page.locator("main")).to_contain_text("Odile Perrin")
    expect(page.locator("main")).to_contain_text("57")
    page.goto("/settings/journal/")
    page.get_by_label("Fiche", exact=True).fill("Cave des Journaux")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(page.locator("main")).to_contain_text("effectif : 12 → 57")
    expect(page.locator("main")).to_contain_text("57")
    assert axe(page, also="journal: ") == []
