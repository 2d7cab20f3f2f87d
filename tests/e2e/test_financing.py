"""Ways of paying are told in the browser, compared, drawn and explained; those of a quote stand in its annex."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import Financing, Quote
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.quotes import make_quote

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_ways_of_paying_are_compared_and_attached_to_the_quote(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    company = make_company("Laiterie des Sources")
    deal = make_deal(company, "Ligne de tri", amount=Decimal(24000))
    quote = make_quote(company=company)
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/?tab=bargaining")
    panel = page.locator("#panel-financing")
    panel.get_by_role("link", name="Comparer les modes de paiement").click()
    form = page.locator("#financing-form")
    form.get_by_label("Escompte (%)").fill("2")
    form.get_by_label("Durée de l’emprunt (mois)").fill("36")
    assert axe(page) == []
    form.get_by_role("button", name="Enregistrer").click()
    expect(form.get_by_text("Donnez le taux de l’emprunt").first).to_be_visible()
    form.get_by_label("Taux de l’emprunt (% par an)").fill("4,2")
    form.get_by_role("button", name="Enregistrer").click()
    expect(panel).to_contain_text("Le moins cher\u00a0: Comptant")
    panel.get_by_role("link", name="Échéanciers et détail").click()
    expect(page.locator("n-chart canvas")).to_have_count(1)
    page.get_by_text("Échéancier\u00a0: 37 paiements").click()
    expect(page.get_by_role("region", name="Échéancier, Emprunt")).to_contain_text("710,71\u00a0€")
    assert axe(page) == []
    pictures(page, "deal-financing")
    # The quote of the deal begins with the same terms.
    Quote.objects.filter(pk=quote.pk).update(deal=deal)
    page.goto(f"/quotes/{quote.public_id}/")
    page.get_by_role("link", name="Proposer un financement").click()
    expect(form.get_by_label("Escompte (%)")).to_have_value("2")
    form.get_by_label("Crédit-bail", exact=True).uncheck()
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#quote-financing .tag")).to_have_text(["en annexe", "en annexe"])
    assert Financing.objects.get(version__quote=quote).shown == ["cash", "deferred", "instalments", "loan"]
