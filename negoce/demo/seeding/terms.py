"""Our terms of sale in the demo: the versions of two years, one for wholesalers, and who received them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from negoce.catalogue.actions.terms_of_sale import add_terms, note_terms_sent
from negoce.catalogue.documents.letter import Letter, letter_pdf
from negoce.catalogue.documents.sale_document import Party
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.catalogue.enums import TermsWay
from negoce.catalogue.models import TermsOfSale, TermsReceipt
from negoce.companies.enums import CompanyKind
from negoce.companies.models import Company, Contact
from negoce.demo.draws import draws
from negoce.demo.moments import past_moment
from negoce.demo.seeding.best_customers import best_customers
from negoce.demo.seeding.people import person
from negoce.identity.queries.actors import actor_for
from negoce.parameters.queries.seller import seller

TEXT = Path(__file__).resolve().parents[1] / "data" / "terms_of_sale.txt"
TITLE = "Conditions générales de vente"
_WHOLESALE_TERM = (
    "Conditions propres aux grossistes : le franco de port est acquis à partir de 1\u00a0000\u00a0€ HT et les"
    " ristournes de fin d’année se calculent par tranches sur les achats nets de retours."
)
# Pieces: one writes the versions, each of the others the receipts of some customers.
TERMS = 9
_CUSTOMERS = 20
_WAYS = (TermsWay.EMAIL, TermsWay.EMAIL, TermsWay.EMAIL, TermsWay.HAND)


def write_terms(today: date, place: int) -> None:
    """Write the versions at place 0, then who received the one of this year."""
    if place == 0:
        _versions(today)
    else:
        _receipts(today, place - 1)


def _versions(today: date) -> None:
    actor = actor_for(person("isabelle"))
    for year, kind, more in (
        (today.year - 1, "", ()),
        (today.year, "", ()),
        (today.year, CompanyKind.WHOLESALER.value, (_WHOLESALE_TERM,)),
    ):
        starts_on = date(year, 1, 1)
        version = f"{year}-G" if kind else f"{year}-1"
        if TermsOfSale.objects.filter(version=version, customer_kind=kind).exists():
            continue
        pdf = _pdf(starts_on, more)
        add_terms(actor, version=version, title=TITLE, starts_on=starts_on, pdf=pdf, customer_kind=kind)


def _pdf(starts_on: date, more: tuple[str, ...]) -> bytes:
    articles = TEXT.read_text(encoding="utf-8").splitlines()
    letter = Letter(
        made_on=starts_on,
        seller=seller_identity(seller()),
        recipient=Party("Nos clients professionnels", ()),
        subject=TITLE,
        body=(*articles, *more),
    )
    return letter_pdf(letter)


def _receipts(today: date, place: int) -> None:
    """The best customers received this year's version with the price list, in the first weeks of the year."""
    versions = {
        each.customer_kind: each
        for each in TermsOfSale.objects.filter(title=TITLE, starts_on=date(today.year, 1, 1)).defer("pdf")
    }
    buyers = best_customers().select_related("owner")
    chosen = list(buyers[_CUSTOMERS * place : _CUSTOMERS * (place + 1)])
    contacts = _contacts(chosen)
    for company in chosen:
        terms = versions.get(company.kind) or versions.get("")
        if terms is None or company.owner is None:
            continue
        contact = contacts.get(company.pk)
        chance = draws("terms", company.import_key)
        way = chance.choice(_WAYS) if contact is not None and contact.email else TermsWay.POST
        receipt = note_terms_sent(actor_for(company.owner), company, terms, how=way, contact=contact)
        sent_on = date(today.year, 1, 1) + timedelta(days=chance.randint(5, 40))
        # It happened before the demo was made: the day is told as it would have been.
        TermsReceipt.objects.filter(pk=receipt.pk).update(sent_at=past_moment(chance, sent_on, today))


def _contacts(companies: list[Company]) -> dict[int, Contact]:
    rows = Contact.objects.filter(company__in=companies, deleted_at__isnull=True, erased_at__isnull=True)
    return {row.company_id: row for row in rows.order_by("-pk") if row.company_id is not None}
