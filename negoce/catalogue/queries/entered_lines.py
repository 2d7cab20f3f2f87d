"""Typed rows completed by the catalogue: products by code, prices with their reason, VAT, costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.models import Product
from negoce.catalogue.queries.prices import prices_for
from negoce.catalogue.rules.entered_lines import (
    EnteredLine,
    TypedLine,
    check_groups,
    check_line_amounts,
    read_line,
)
from negoce.catalogue.rules.pricing import Price
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import check_vat
from negoce.companies.models import Company
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark
from negoce.kit.worked import Worked


def read_lines(
    typed: Sequence[TypedLine],
    *,
    company: Company | None,
    day: date,
    mark: DecimalMark = ",",
    vat_exempt: bool = False,
) -> list[EnteredLine]:
    """Read rows in their order; at most three queries, whatever their number.

    A code alone names a product: its label, unit, VAT and price are filled in. The cost is always the one of the
    catalogue. `vat_exempt`: the seller bears no VAT (CGI art. 293 B). Rows with nothing in them are left out.
    """
    lines = [read_line(each, mark) for each in typed if not each.is_empty]
    products = _products(lines)
    found = [_with_product(line, products) for line in lines]
    priced = _with_prices(found, products, company, day)
    exempt = VatGroup(VatCategory.EXEMPT, Decimal(0))
    checked = []
    for line in priced:
        line = replace(line, vat=exempt) if vat_exempt and line.kind is LineKind.ITEM else line
        checked.append(check_line_amounts(_checked(line, day)))
    return check_groups(checked)


def _products(lines: Sequence[EnteredLine]) -> Mapping[str, Product]:
    """Products by public id, and by code in capitals."""
    items = [line for line in lines if line.kind is LineKind.ITEM]
    ids = {line.typed.product for line in items if line.typed.product}
    codes = {code for line in items if line.code for code in (line.code, line.code.upper())}
    if not ids and not codes:
        return {}
    rows = Product.objects.filter(Q(public_id__in=ids) | Q(code__in=codes)).order_by("pk")
    found: dict[str, Product] = {}
    for product in rows:
        found[product.public_id] = product
        found[f"={product.code.upper()}"] = product
    return found


def _with_product(line: EnteredLine, products: Mapping[str, Product]) -> EnteredLine:
    if line.kind is not LineKind.ITEM:
        return line
    # The code as it is typed now: changed, the row is another product.
    by_code = products.get(f"={line.code.upper()}") if line.code else None
    by_id = products.get(line.typed.product)
    product = by_code if line.code else by_id
    if product is None and line.code:
        known = bool(line.label) and not line.typed.product
        # A row with a label and a price of its own may bear a code that is not ours.
        if known and line.typed.price_typed:
            return line
        return replace(
            line, faults={**line.faults, "code": Finding("line.code_unknown", figures={"code": line.code})}
        )
    if product is None:
        return line
    return replace(
        line,
        product_key=product.pk,
        code=product.code,
        label=line.label or product.label,
        unit=line.unit if line.typed.unit else product.unit,
        vat=line.vat if line.typed.vat else VatGroup(VatCategory(product.vat_category), product.vat_rate),
        unit_cost=product.cost,
    )


def _with_prices(
    lines: Sequence[EnteredLine], products: Mapping[str, Product], company: Company | None, day: date
) -> list[EnteredLine]:
    by_key = {product.pk: product for product in products.values()}
    wanted = [
        (by_key[line.product_key], line.quantity or Decimal(1))
        for line in lines
        if line.product_key is not None
    ]
    prices = iter(prices_for(company, wanted, day) if wanted else ())
    return [line if line.product_key is None else _priced(line, next(prices)) for line in lines]


def _priced(line: EnteredLine, price: Worked[Price] | None) -> EnteredLine:
    reason = (
        [{"code": step.code, **{k: str(v) for k, v in step.figures.items()}} for step in price.steps]
        if price
        else []
    )
    listed = price.value.unit_price if price else None
    line = replace(line, list_price=listed, price_reason=reason)
    if line.typed.price_typed:
        return line
    if listed is None:
        return replace(line, faults={**line.faults, "price": Finding("line.no_price")})
    return replace(line, unit_price=listed)


def _checked(line: EnteredLine, day: date) -> EnteredLine:
    if line.kind is not LineKind.ITEM:
        return line
    faults = dict(line.faults)
    if not line.label and "code" not in faults:
        faults["label"] = Finding("line.no_label")
    if line.product_key is None and not line.typed.price_typed and "code" not in faults:
        faults["price"] = Finding("line.no_price")
    wrong = check_vat(line.vat, day)
    if wrong is not None and "vat" not in faults:
        faults["vat"] = wrong
    return replace(line, faults=faults)
