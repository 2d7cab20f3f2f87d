"""The price of products for a customer: a constant number of queries for any number of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from negoce.catalogue.models import NegotiatedPrice, PriceListItem, Product
from negoce.catalogue.rules.price_candidates import Candidate, candidates
from negoce.catalogue.rules.pricing import ListPrice, NegotiatedTerm, Price, Validity, choose_price
from negoce.companies.models import Company
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Worked

Wanted = tuple[Product, Decimal]


def prices_for(
    company: Company | None, wanted: Sequence[Wanted], day: date, *, currency: str = "EUR"
) -> list[Worked[Price] | None]:
    """Return the price of each product and quantity, in their order; None where there is no price at all.

    Prices in another currency do not count. Two queries whatever the number of lines.
    """
    products = {product.pk for product, _quantity in wanted}
    families = {product.family_id for product, _quantity in wanted if product.family_id}
    lists = _lists(products, currency)
    terms = _terms(company, products, families)
    found: list[Worked[Price] | None] = []
    for product, quantity in wanted:
        try:
            found.append(
                choose_price(
                    quantity=quantity,
                    day=day,
                    customer_kind=company.kind if company else "",
                    base_price=product.price if product.currency == currency else None,
                    negotiated=[*terms["product", product.pk], *terms["family", product.family_id or 0]],
                    lists=lists[product.pk],
                )
            )
        except CannotWork:
            found.append(None)
    return found


@dataclass(frozen=True, slots=True)
class PriceAnswer:
    """Which price applies and why, or what stands in its way; and every price that might have applied."""

    worked: Worked[Price] | None
    problem: Finding | None
    candidates: Sequence[Candidate]


def price_answer(company: Company | None, product: Product, quantity: Decimal, day: date) -> PriceAnswer:
    """Answer « which price? » for a customer whom the caller may see (None: nobody yet); two queries."""
    families = {product.family_id} if product.family_id else set()
    terms = _terms(company, {product.pk}, families)
    asked: dict[str, Any] = {
        "quantity": quantity,
        "day": day,
        "customer_kind": company.kind if company else "",
        "base_price": product.price,
        "negotiated": [*terms["product", product.pk], *terms["family", product.family_id or 0]],
        "lists": _lists({product.pk}, product.currency)[product.pk],
    }
    possible = candidates(**asked)
    try:
        return PriceAnswer(choose_price(**asked), None, possible)
    except CannotWork as stop:
        return PriceAnswer(None, stop.finding, possible)


def _lists(products: set[int], currency: str) -> Mapping[int, list[ListPrice]]:
    found: dict[int, list[ListPrice]] = defaultdict(list)
    items = PriceListItem.objects.filter(
        product__in=products, price_list__is_active=True, price_list__currency=currency
    ).order_by("pk")
    for item in items.select_related("price_list"):
        chosen = item.price_list
        found[item.product_id].append(
            ListPrice(
                chosen.name,
                chosen.customer_kind,
                chosen.priority,
                item.price,
                item.min_quantity,
                Validity(chosen.starts_on, chosen.ends_on),
            )
        )
    return found


def _terms(
    company: Company | None, products: set[int], families: set[int]
) -> Mapping[tuple[str, int], list[NegotiatedTerm]]:
    found: dict[tuple[str, int], list[NegotiatedTerm]] = defaultdict(list)
    if company is None:
        return found
    rows = NegotiatedPrice.objects.filter(Q(product__in=products) | Q(family__in=families), company=company)
    for row in rows.order_by("pk"):
        key = ("product", row.product_id) if row.product_id else ("family", row.family_id or 0)
        found[key].append(
            NegotiatedTerm(
                row.price,
                row.discount,
                row.family_id is not None,
                row.min_quantity,
                Validity(row.starts_on, row.ends_on),
                row.reason,
            )
        )
    return found
