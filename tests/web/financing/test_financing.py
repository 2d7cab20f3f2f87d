"""The financing of a deal and of a quote: compared, explained, attached, frozen, kept from who may not see it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import FieldGroup, Role
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.actions.quotes.file import preview_pdf
from negoce.negotiation.actions.quotes.links import make_link
from negoce.negotiation.actions.quotes.versions import new_version
from negoce.negotiation.documents.financing_annex import financing_annex
from negoce.negotiation.models import Deal, Financing, Quote
from negoce.negotiation.queries.quotes import current_version
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor
from tests.factories.quotes import make_quote
from tests.harness.queries import Queries
from tests.web.bargaining.test_room import HTMX, browser, words_of

pytestmark = pytest.mark.django_db
TERMS = {
    "recovers_vat": "on",
    "depreciation_years": "3",
    "cash_discount": "2",
    "deferred_days": "60",
    "loan_months": "36",
    "loan_rate": "4,2",
    "lease_months": "36",
    "lease_rate": "5",
    "loan_every": "1",
    "lease_every": "1",
    "our_rate": "6",
    "revision": "0",
}


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Ligne de tri", amount=Decimal(24000))


def quote_of(deal: Deal) -> Quote:
    """Of 200 €, and 40 € of VAT."""
    quote = make_quote(company=deal.company)
    Quote.objects.filter(pk=quote.pk).update(deal=deal)
    quote.refresh_from_db()
    return quote


def url_of(home: Deal | Quote, name: str) -> str:
    kind = "quote" if isinstance(home, Quote) else "deal"
    return reverse(f"financing:{kind}_{name}", args=[home.public_id])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return words_of(answer.content)


def keep(client: Client, home: Deal | Quote, **typed: object) -> Financing:
    answer = client.post(url_of(home, "terms"), {**TERMS, **typed}, **HTMX)
    assert answer.status_code == 204, answer.content.decode()
    return Financing.objects.latest("pk")


def test_ways_are_told_ranked_and_explained(deal: Deal) -> None:
    client = browser()
    panel = reverse("deals:panel", args=[deal.public_id, "financing"])
    assert "Comparer les modes de paiement" in read(client, panel)
    assert "Vide : 24 000,00 €, de l’offre." in words_of(client.get(url_of(deal, "terms"), **HTMX).content)
    keep(client, deal)
    shown = read(client, panel)
    for words in (
        "1. ",
        "35 × 710,71 €, du mois 1 au mois 35",
        "28 800,00 € après 60 jours",
        "Le moins cher",
    ):
        assert words in shown
    page = read(client, url_of(deal, "page"))
    for words in (
        "dont 1 585,69 d’intérêts",
        "Échéancier : 37 paiements",
        "Sorties de trésorerie cumulées",
        "Impôt à 25 %, achat amorti sur 3 ans.",
        "Ce que le délai nous coûte",
        "28 800 TTC attendus au plus 60 jours, à 6 % par an ÷ 365 : 284,05.",
        "× 365 ÷ 60 j = 12,41 % par an",
        "Sans valeur de rachat",
    ):
        assert words in page
    part = client.get(url_of(deal, "page"), headers={"HX-Request": "true", "HX-Target": "financing"})
    assert words_of(part.content).strip() in page


def test_the_amount_is_that_of_the_quote_unless_typed(deal: Deal) -> None:
    client = browser()
    quote = quote_of(deal)
    row = keep(client, deal)
    assert f"Montant : 200,00 € HT, TVA 40,00 €." in read(client, url_of(deal, "page"))  # noqa: F541
    assert f"montant du devis {quote.number}" in read(client, url_of(deal, "page"))
    keep(client, deal, amount="1 000", vat_rate="10", revision=row.revision)
    assert "Montant : 1 000,00 € HT, TVA 100,00 €." in read(client, url_of(deal, "page"))


def test_what_it_costs_us_is_for_who_reads_margins(deal: Deal) -> None:
    row = keep(browser(), deal)
    # What is usual goes without saying.
    first = JournalEntry.objects.filter(subject_kind="financing").latest("pk").values
    assert sorted(first) == [
        *("cash_discount", "deferred_days", "depreciation_years", "lease_months", "lease_rate"),
        *("loan_months", "loan_rate", "our_rate"),
    ]
    blind = next(
        role
        for role in Role
        if not make_actor(role).may_read(FieldGroup.MARGIN) and make_actor(role).may("edit")  # type: ignore[arg-type]
    )
    client = browser(blind)
    assert "nous coûte" not in read(client, url_of(deal, "page"))
    form = words_of(client.get(url_of(deal, "terms"), **HTMX).content)
    assert ("Notre trésorerie" in form, 'name="our_rate"' in form) == (False, False)
    keep(client, deal, our_rate="99", cash_discount="3", revision=row.revision)
    row.refresh_from_db()
    assert (row.our_terms["our_rate"], row.terms["cash_discount"]) == ("6", "3")
    told = JournalEntry.objects.filter(subject_kind="financing").latest("pk").values
    assert sorted(told) == ["cash_discount"]


def test_a_quote_begins_with_the_deal_and_is_frozen_once_closed(deal: Deal) -> None:
    client = browser()
    keep(client, deal, cash_discount="1,5")
    quote = quote_of(deal)
    assert 'value="1,5"' in client.get(url_of(quote, "terms"), **HTMX).content.decode()
    row = keep(client, quote, shown=["cash", "loan"])
    assert (row.version, row.shown) == (current_version(quote), ["cash", "loan"])
    page = read(client, reverse("quotes:quote", args=[quote.public_id]))
    assert (page.count("en annexe</span>"), "Financement proposé" in page) == (2, True)
    assert "en annexe" in read(client, url_of(quote, "card"))
    closed = close_quote(system_actor(), quote)
    late = client.post(url_of(quote, "terms"), {**TERMS, "revision": "1"}, **HTMX)
    assert (late.status_code, "son financement est figé" in words_of(late.content)) == (422, True)
    assert "figé avec lui" in read(client, url_of(quote, "page"))
    again = new_version(system_actor(), closed)
    assert current_version(again).financing.shown == ["cash", "loan"]
    assert Financing.objects.count() == 3


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"tax_rate": "100"}, "un taux va de 0 à 100"),
        ({"deferred_days": "0"}, "Donnez un nombre entier de 1 à 730."),
        ({"loan_rate": ""}, "Donnez le taux de l’emprunt"),
        ({"lease_rate": ""}, "Donnez le loyer, ou le taux du bailleur"),
        ({"loan_months": "35", "loan_every": "3"}, "ne font pas un nombre entier d’échéances"),
        ({"amount": "mille"}, "mille"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(deal: Deal, typed: dict[str, str], words: str) -> None:
    answer = browser().post(url_of(deal, "terms"), {**TERMS, **typed}, **HTMX)
    assert (answer.status_code, words in words_of(answer.content)) == (422, True)
    assert Financing.objects.count() == 0


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "0"}, "Donnez un montant au-dessus de zéro"),
        ({"loan_deposit": "24 000"}, "il ne reste rien à financer"),
        ({"lease_last": "90 000"}, "Le loyer serait nul"),
        ({"deferred_days": "61"}, "61 jours dépassent les 60 jours"),
        ({"loan_rate": "0", "loan_months": "1"}, "un euro dans trois ans compte ici autant"),
    ],
)
def test_edges_are_told_in_words(deal: Deal, typed: dict[str, str], words: str) -> None:
    client = browser()
    keep(client, deal, **typed)
    assert words in read(client, url_of(deal, "page"))


def test_two_people_do_not_write_over_each_other(deal: Deal) -> None:
    client = browser()
    keep(client, deal)
    late = client.post(url_of(deal, "terms"), {**TERMS, "cash_discount": "9"}, **HTMX)
    assert (late.status_code, "entre-temps" in late.content.decode()) == (409, True)
    assert client.post(url_of(deal, "removal"), **HTMX).status_code == 204
    assert Financing.objects.count() == 0


def test_who_may_not_edit_reads_alone(deal: Deal) -> None:
    reader = browser(Role.READ_ONLY)
    panel = reverse("deals:panel", args=[deal.public_id, "financing"])
    assert read(reader, panel) == ""
    keep(browser(), deal)
    assert ("710,71 €" in read(reader, panel), "financing/terms" in read(reader, panel)) == (True, False)
    for name in ("terms", "removal"):
        assert reader.post(url_of(deal, name), TERMS, **HTMX).status_code == 403


def test_as_many_queries_for_three_as_for_one(deal: Deal, queries: Queries) -> None:
    client = browser()
    keep(client, deal)
    panel = reverse("deals:panel", args=[deal.public_id, "financing"])
    assert queries.same(lambda: quote_of(deal), lambda: client.get(panel)) > 0


def test_the_chosen_ways_are_printed_and_shown_on_line_without_our_costs(deal: Deal) -> None:
    quote = quote_of(deal)
    version = current_version(quote)
    assert financing_annex(quote, version, "fr") is None
    keep(browser(), quote, shown=["loan", "cash"], deferred_days="90")
    annex = financing_annex(quote, version, "fr")
    assert annex is not None
    first, second = annex.tables
    assert [row[0] for row in first.rows] == ["Comptant", "Emprunt"]
    assert second.rows[0][1] == "235,20\xa0€ à la facture"
    told = f"{annex}"
    # Neither what is ours to mend nor what the term costs us: 240 € for 90 days at 6 %.
    assert ("L441-10" in told, "3,55" in told) == (False, False)
    pdf = preview_pdf(quote, version)
    Financing.objects.filter(version=version).update(shown=[])
    assert financing_annex(quote, version, "fr") is None
    assert len(pdf) > len(preview_pdf(quote, version))


def test_a_works_council_begins_without_tax_and_keeps_its_vat() -> None:
    council = make_deal(
        make_company("CSE des Aciéries", buyer_type="works_council"), "Chèques", amount=Decimal(100)
    )
    form = browser().get(url_of(council, "terms"), **HTMX).content.decode()
    assert 'name="tax_rate" value="0"' in form
    assert "checked" not in form[form.index('name="recovers_vat"') :][:120]


def test_who_reads_the_offer_on_line_reads_the_ways_too(deal: Deal) -> None:
    quote = quote_of(deal)
    keep(browser(), quote, shown=["cash", "loan"])
    sent = close_quote(system_actor(), quote)
    _link, token = make_link(current_version(sent), email="achats@vercors.example")
    page = words_of(Client().get(reverse("offers:offer", args=[token])).content)
    assert ("Comment payer : les solutions comparées" in page, "Emprunt</td>" in page) == (True, True)
    assert ("Notre trésorerie" in page, "Crédit-bail</td>" in page) == (False, False)
    assert "remplace alors ce que le devis dit de l’escompte" in page
