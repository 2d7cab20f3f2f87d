"""A quote as it is being typed: read, priced, added up and compared with the floor, without being stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from negoce.catalogue.enums import VatCategory
from negoce.catalogue.queries.entered_lines import read_lines
from negoce.catalogue.rules.entered_lines import MOST_LINES, EnteredLine, TypedLine
from negoce.catalogue.rules.sale_lines import SaleAmounts, sale_amounts
from negoce.catalogue.rules.totals import VatGroup
from negoce.companies.models import Company
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.queries.quote_floor import floor_on
from negoce.negotiation.rules.margin_floor import Floor, check_floor
from negoce.negotiation.rules.quote_head import QuoteHead, TypedReduction, check_terms, read_head
from negoce.parameters.queries.seller import seller


@dataclass(frozen=True, slots=True)
class TypedQuote:
    """The texts of a form or a program; numbers are written with `mark`."""

    head: Mapping[str, str]
    lines: Sequence[TypedLine] = ()
    reductions: Sequence[TypedReduction] = ()
    mark: DecimalMark = ","


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """What was typed, as it counts. `faults` are those of the head; the fault of the whole is named `document`.

    Lines with faults count for nothing in the amounts.
    """

    head: QuoteHead
    lines: Sequence[EnteredLine]
    faults: Mapping[str, Finding]
    amounts: Worked[SaleAmounts]
    floor: Worked[Floor]
    terms: Worked[date | None]

    @property
    def has_faults(self) -> bool:
        """Whether anything cannot be stored as it is."""
        return bool(self.faults) or any(line.faults for line in self.lines)


def read_entry(company: Company, typed: TypedQuote, *, day: date) -> QuoteEntry:
    """Read a quote for a company as on `day`; at most five queries, whatever the number of lines."""
    read = read_head(typed.head, typed.reductions, day=day, mark=typed.mark)
    faults = dict(read.faults)
    exempt = seller().is_vat_exempt
    lines = read_lines(typed.lines[:MOST_LINES], company=company, day=day, mark=typed.mark, vat_exempt=exempt)
    if len(typed.lines) > MOST_LINES:
        faults["document"] = Finding("quote.too_many_lines", figures={"most": MOST_LINES})
    head = replace(read.head, shipping_vat=None) if exempt else read.head
    amounts = _amounts(head, lines, faults)
    sale_lines = [line.as_sale_line() for line in lines]
    floor = check_floor(sale_lines, [line.option_group for line in lines], amounts.value, floor_on(day))
    return QuoteEntry(head, lines, faults, amounts, floor, check_terms(head, day=day))


def _amounts(
    head: QuoteHead, lines: Sequence[EnteredLine], faults: dict[str, Finding]
) -> Worked[SaleAmounts]:
    sale_lines = [line.as_sale_line() for line in lines]
    try:
        return sale_amounts(
            sale_lines,
            reductions=head.reductions,
            shipping=head.shipping,
            shipping_vat=shipping_group(head),
        )
    except CannotWork as refused:
        faults.setdefault("document", refused.finding)
        # Shown without what does not fit, so that the lines keep their amounts.
        return sale_amounts(sale_lines)


def shipping_group(head: QuoteHead) -> VatGroup | None:
    """How shipping is taxed; None lets it follow the lines."""
    return None if head.shipping_vat is None else VatGroup(VatCategory.STANDARD, head.shipping_vat)
