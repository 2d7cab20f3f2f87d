"""Every main page: nothing serious for axe, no width beyond a telephone's, light and dark; and its pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.models import User
from tests.harness.browser import PICTURED, each_look, take_picture

SignedIn = Callable[..., Page]
Colleague = Callable[[str], User]
Axe = Callable[..., list[str]]
PAGES_A_TEST = 5

SALES = {
    "day": "/day/",
    "companies": "/companies/?filter=department+is+07,26,38,42,63,69,74&sort=-net_12_months",
    "contacts": "/contacts/",
    "activities": "/activities/",
    "agenda": "/activities/today/",
    "company": "/companies/{company}/",
    "company-identity": "/companies/{company}/?tab=identity",
    "company-contacts": "/companies/{company}/?tab=contacts",
    "company-journal": "/companies/{company}/journal/",
    "contact": "/contacts/{contact}/",
    "activity": "/activities/{activity}/",
    "search": "/search/all/?q=vercors",
    "deals": "/deals/",
    "quotes": "/quotes/",
    "quote-new": "/quotes/new/",
    "pitches": "/pitches/",
    "orders": "/orders/",
    "backlog": "/orders/backlog/",
    "contracts": "/contracts/",
    "invoices": "/invoices/",
    "invoices-waiting": "/invoices/waiting/",
    "products": "/products/",
    "price-lists": "/products/price-lists/",
    "attitudes": "/portfolio/attitudes/",
    "budgets": "/portfolio/budgets/",
    "profits": "/portfolio/budgets/profits/",
    "unprofitable": "/portfolio/budgets/unprofitable/",
    "follow-up": "/portfolio/budgets/follow-up/",
    "workload": "/portfolio/budgets/workload/",
    "action-plan": "/portfolio/plan/",
    "targets": "/targets/",
    "forecast": "/targets/forecast/",
    "odds": "/targets/odds/",
    "reports": "/reports/",
    "report": "/reports/ready/revenue-family/",
    "calculations": "/calculators/",
    "calculation": "/calculators/late-penalty/",
    "calculation-lines": "/calculators/reductions/?gross=1000&rate=x&reductions.0.percent=5",
    "einvoice-check": "/calculators/einvoice/",
    "account": "/account/",
    "new-company": "/companies/new/",
    "fairs": "/prospecting/fair/fairs/",
    "fair-entry": "/prospecting/fair/",
    "new-contact": "/contacts/new/",
    "new-activity": "/activities/new/",
    "job-move": "/contacts/{contact}/move/",
    "opposition": "/contacts/{contact}/privacy/oppositions/new/",
    "not-found": "/companies/zzzzzzzzzzzz/",
}
ADMINISTRATION = {
    "imports": "/imports/",
    "import-new": "/imports/new/",
    "erasure": "/contacts/{contact}/privacy/erasure/",
    "settings": "/settings/",
    "messages": "/messages/",
    "message-templates": "/settings/templates/",
    "mail-settings": "/settings/mail/",
    "reminder-steps": "/settings/reminders/",
    "terms": "/settings/terms/",
    "life-thresholds": "/settings/life/",
    "playbooks": "/settings/playbooks/",
    "offers-by-status": "/settings/offers/",
    "qualification-grids": "/settings/qualification/",
    "series": "/settings/series/",
    "portfolio": "/portfolio/",
    "foresight": "/portfolio/foresight/",
    "seller": "/settings/seller/",
    "forms": "/prospecting/forms/",
    "form-new": "/prospecting/forms/new/",
    "people": "/settings/people/",
    "invite": "/settings/people/invite/",
    "teams": "/settings/teams/",
    "territories": "/settings/territories/",
    "roles": "/settings/roles/",
    "role": "/settings/roles/manager/",
    "journal": "/settings/journal/",
}


@pytest.fixture
def addresses(colleague: Colleague) -> dict[str, str]:
    """The public ids that stand in the addresses."""
    colleague("camille")
    company = Company.objects.get(name="Laiterie du Vercors", is_fictional=True)
    contact = Contact.objects.get(last_name="Mallet", posts__company=company)
    activity = Activity.objects.filter(company=company, state="done", kind="visit").order_by("-starts_at")[0]
    return {"company": company.public_id, "contact": contact.public_id, "activity": activity.public_id}


def groups() -> list[object]:
    """A few pages a test, so that all processes have work to the end."""
    return [
        pytest.param(first_name, {name: pages[name] for name in names}, id=f"{first_name}: {' '.join(names)}")
        for first_name, pages in (("camille", SALES), ("isabelle", ADMINISTRATION))
        for start in range(0, len(pages), PAGES_A_TEST)
        for names in [list(pages)[start : start + PAGES_A_TEST]]
    ]


@pytest.mark.parametrize(("first_name", "pages"), groups())
def test_every_look_of_every_page(
    signed_in_page: SignedIn,
    colleague: Colleague,
    addresses: dict[str, str],
    axe: Axe,
    first_name: str,
    pages: dict[str, str],
) -> None:
    page = signed_in_page(user=colleague(first_name))
    found = []
    for name, address in pages.items():
        page.goto(address.format(**addresses))
        page.wait_for_load_state("networkidle")
        for look in each_look(page):
            width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found += [f"{name} {look}: {width} pixels too wide"] if width > 0 else []
            found += axe(page, also=f"{name} {look}: ", only="color-contrast" if "dark" in look else "")
            if look in PICTURED:
                take_picture(page, f"{name}-{look}")
    assert "\n".join(found) == ""


def test_english_and_the_dark_theme_are_kept(
    signed_in_page: SignedIn, colleague: Colleague, axe: Axe
) -> None:
    page = signed_in_page(user=colleague("hugo"))
    page.goto("/companies/")
    page.wait_for_load_state("networkidle")
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("main h1")).to_have_text("Companies")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state("networkidle")
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for address in ("/companies/", "/contacts/", "/activities/", "/activities/today/", "/account/"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        for french in (
            "Étiquettes",
            "Suivi par",
            "Nouvelle",
            "Entreprise",
            "Prochaine",
            "Enregistrer",
            "Réglages",
        ):
            expect(page.locator("body")).not_to_contain_text(french)
    assert axe(page) == []
