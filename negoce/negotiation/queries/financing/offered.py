"""The financing of a deal or of a version of a quote: what was kept, the amount that it bears on, the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork
from negoce.negotiation.models import Deal, Financing, Quote, QuoteVersion
from negoce.negotiation.queries.quote_standing import standing_quote
from negoce.negotiation.rules.financing import Comparison, compare_ways
from negoce.negotiation.rules.financing_terms import HUNDRED, Terms, read_terms


@dataclass(frozen=True, slots=True)
class Base:
    """The amount that is financed, excluding VAT, and its VAT; `quote` is the one that they come from, if any.

    `net` None: neither the deal nor its quotes tell an amount. `vat` None: at the rate of the terms.
    """

    net: Decimal | None
    vat: Decimal | None
    currency: str
    quote: Quote | None = None


def financing_of_deal(deal: Deal) -> Financing | None:
    """What was kept for a deal; one query."""
    return Financing.objects.filter(deal=deal).first()


def financing_of_version(version: QuoteVersion) -> Financing | None:
    """What was kept for a version of a quote; one query."""
    return Financing.objects.filter(version=version).first()


def base_of_version(quote: Quote, version: QuoteVersion) -> Base:
    """What the lines of a version add up to."""
    return Base(version.net, version.vat, version.currency, quote)


def base_of_deal(deal: Deal, quotes: Sequence[Quote]) -> Base:
    """The quote that it stands at, of those that sell something, else what the deal is thought to bring."""
    quote = standing_quote(each for each in quotes if each.net > 0)
    if quote is None:
        return Base(deal.amount, None, deal.currency)
    version = (
        QuoteVersion.objects.filter(quote=quote, version=quote.current_version)
        .order_by("pk")
        .only("net", "vat", "currency")
        .first()
    )
    if version is None:
        return Base(deal.amount, None, deal.currency)
    return Base(version.net, version.vat, version.currency, quote)


def financed(base: Base, terms: Terms) -> tuple[Decimal, Decimal]:
    """The amount and its VAT: as typed, else as the offer tells them."""
    price = terms.amount if terms.amount is not None else base.net
    if price is None:
        return Decimal(0), Decimal(0)
    if terms.amount is None and base.vat is not None:
        return price, base.vat
    return price, round_money(price * terms.vat_rate / HUNDRED)


def compared(base: Base, terms: Terms) -> Comparison | Finding:
    """The ways compared on that amount, or why they cannot be."""
    price, vat = financed(base, terms)
    try:
        return compare_ways(price, vat, terms)
    except CannotWork as refused:
        return refused.finding


def shown_comparison(
    quote: Quote, version: QuoteVersion, financing: Financing
) -> tuple[Comparison, Terms] | None:
    """What the customer sees with a version: the ways that were chosen alone; None where none was."""
    terms = read_terms(financing.terms)
    found = compared(base_of_version(quote, version), terms)
    if isinstance(found, Finding):
        return None
    ways = [each for each in found.ways if each.way in financing.shown]
    if not ways:
        return None
    return Comparison(found.price, found.vat, found.rate, ways, {}, found.findings), terms
