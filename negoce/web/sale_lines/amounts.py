"""What a sale adds up to, as the panel beside its lines shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.catalogue.rules.entered_lines import EnteredLine
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import Margin, SaleAmounts
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.term_words import reduction_label, vat_words
from negoce.kit.money import MINUS, format_money, format_percent


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A label and an amount in words; `strong` marks what counts most."""

    label: str
    value: str
    strong: bool = False
    tone: str = ""


def amount_rows(
    amounts: SaleAmounts, reductions: Sequence[Reduction], language: str, currency: str = "EUR"
) -> list[AmountRow]:
    """From the gross to the total including VAT: reductions in their order, shipping, VAT once a rate."""
    document = amounts.document

    def money(value: Decimal) -> str:
        return format_money(value, language, currency)

    rows = []
    taken = [(each, off) for each, off in zip(reductions, document.reductions, strict=False) if off]
    if taken or document.shipping:
        rows.append(AmountRow(_("Total des lignes"), money(document.gross)))
    rows += [AmountRow(reduction_label(each, language, currency), MINUS + money(off)) for each, off in taken]
    if document.cash_discount:
        rows.append(AmountRow(_("Net financier"), money(document.net_financial)))
    if document.shipping:
        rows.append(AmountRow(_("Port"), money(document.shipping)))
    rows.append(AmountRow(_("Total HT"), money(document.base), strong=True))
    rows += [_vat(each.group, each.base, each.vat, language, currency) for each in document.subtotals]
    return [*rows, AmountRow(_("Total TTC"), money(document.incl_vat), strong=True)]


def left_out(lines: Sequence[EnteredLine]) -> list[AmountRow]:
    """Says above the amounts how many lines have a fault: nobody should read a total that is short of them as whole."""
    count = sum(1 for line in lines if line.faults)
    if not count:
        return []
    words = ngettext(
        "%(count)s ligne à corriger, non comptée", "%(count)s lignes à corriger, non comptées", count
    )
    return [AmountRow(words % {"count": count}, "", tone="bad")]


def margin_rows(margin: Margin, language: str, currency: str = "EUR") -> list[AmountRow]:
    """Cost and margin, for who may read them."""
    rate = "" if margin.rate is None else f" · {format_percent(margin.rate / 100, language, 1)}"
    tone = "bad" if margin.margin < 0 else ""
    return [
        AmountRow(_("Coût connu"), format_money(margin.cost, language, currency)),
        AmountRow(_("Marge"), format_money(margin.margin, language, currency) + rate, strong=True, tone=tone),
    ]


def _vat(group: VatGroup, base: Decimal, vat: Decimal, language: str, currency: str) -> AmountRow:
    words = vat_words(group, language)
    label = _("TVA %(rate)s sur %(base)s") % {"rate": words, "base": format_money(base, language, currency)}
    return AmountRow(label, format_money(vat, language, currency))
