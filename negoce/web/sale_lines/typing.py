"""Stored values as one types them: what the cells of the editor hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negoce.catalogue.enums import VatCategory
from negoce.catalogue.models.sale_columns import SaleLineColumns
from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.numbers import mark_of as mark_of


def number_text(value: Decimal, language: str, *, least: int = 0) -> str:
    """A number without useless zeros, with at least so many decimals: « 2,5 », « 12,00 »."""
    exponent = value.normalize().as_tuple().exponent
    decimals = max(least, -exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return f"{value:.{decimals}f}".replace(".", mark_of(language))


def reductions_text(reductions: Sequence[Reduction], language: str) -> str:
    """« 10 + 5 » for percents, « 25 € » for an amount."""
    parts = [
        number_text(each.percent, language)
        if each.percent is not None
        else f"{number_text(each.amount or Decimal(0), language)} €"
        for each in reductions
    ]
    return " + ".join(parts)


def vat_code(group: VatGroup) -> str:
    """`S:5.5`, as the choice of the editor sends it."""
    return f"{group.category.value}:{group.rate.normalize():f}"


def typed_from(
    line: SaleLineColumns, *, language: str, price_typed: bool, is_option: bool, is_chosen: bool, group: str
) -> TypedLine:
    """A stored line, with its product loaded, as its row holds it."""
    option = ("chosen" if is_chosen else "offered") if is_option else ""
    return TypedLine(
        key=f"s{line.pk}",
        kind=line.kind,
        product=line.product.public_id if line.product else "",
        code=line.code,
        label=line.label,
        description=line.description,
        quantity=number_text(line.quantity, language) if line.quantity else "",
        unit=line.unit,
        price=number_text(line.unit_price, language, least=2),
        price_typed=price_typed,
        reductions=reductions_text(read_reductions(line.reductions), language),
        vat=vat_code(VatGroup(VatCategory(line.vat_category), line.vat_rate)),
        option=option,
        option_group=group,
    )
