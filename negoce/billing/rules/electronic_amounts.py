"""From the amounts of a document to those of its electronic invoice: reductions and shipping by VAT rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.billing.rules.electronic_invoice import ZERO, Allowance, Totals, VatLine
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.reductions import split_pro_rata
from negoce.catalogue.rules.totals import DocumentAmounts, VatGroup


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why no VAT is charged: the article in words, and its code in the VATEX list."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class ElectronicAmounts:
    """The document allowances and charges, the VAT lines and the totals of an electronic invoice."""

    allowances: tuple[Allowance, ...]
    vat_lines: tuple[VatLine, ...]
    totals: Totals


# The cases that the law names once for all; an exempt operation (E) needs the article of its own case.
EXEMPTIONS: dict[VatCategory, Exemption] = {
    VatCategory.REVERSE_CHARGE: Exemption("Autoliquidation (CGI, art. 283)", "VATEX-EU-AE"),
    VatCategory.INTRA_COMMUNITY: Exemption(
        "Livraison intracommunautaire (CGI, art. 262 ter, I)", "VATEX-EU-IC"
    ),
    VatCategory.EXPORT: Exemption("Exportation (CGI, art. 262, I)", "VATEX-EU-G"),
    VatCategory.OUTSIDE_SCOPE: Exemption("Opération hors du champ de la TVA", "VATEX-EU-O"),
}
FRANCHISE = Exemption("TVA non applicable, art. 293 B du CGI", "VATEX-FR-FRANCHISE")


def electronic_amounts(
    amounts: DocumentAmounts,
    line_groups: Sequence[VatGroup],
    *,
    reasons: Sequence[str] = (),
    shipping_reason: str = "Port",
    exemption: Exemption | None = None,
    prepaid: Decimal = ZERO,
) -> ElectronicAmounts:
    """Return what an electronic invoice says of amounts that `document_amounts` added up.

    `line_groups` are the VAT groups of the lines in the order of `amounts.line_nets`; `reasons` name the reductions
    in order. `exemption` is the case of lines of category E (or franchise). Each reduction becomes an allowance by
    VAT group, split exactly as the totals split it; shipping becomes a charge. Raises ValueError when the parts do
    not add up to the totals: a document must not leave with two sums.
    """
    bases: dict[VatGroup, Decimal] = {}
    for group, net in zip(line_groups, amounts.line_nets, strict=True):
        bases[group] = bases.get(group, ZERO) + net
    bases = dict(sorted(bases.items(), key=lambda each: (each[0].category, -each[0].rate)))
    allowances: list[Allowance] = []
    for index, off in enumerate(amounts.reductions):
        reason = reasons[index] if index < len(reasons) else "Remise"
        for group, share in split_pro_rata(off, bases).items():
            bases[group] -= share
            if share:
                allowances.append(Allowance(amount=share, reason=reason, vat=group))
    charges = [
        Allowance(
            amount=each.base - bases.get(each.group, ZERO),
            reason=shipping_reason,
            is_charge=True,
            vat=each.group,
        )
        for each in amounts.subtotals
        if each.base != bases.get(each.group, ZERO)
    ]
    _check(amounts, allowances, charges)
    vat_lines = tuple(_vat_line(each.group, each.base, each.vat, exemption) for each in amounts.subtotals)
    totals = Totals(
        lines=amounts.gross,
        allowances=sum((each.amount for each in allowances), ZERO),
        charges=sum((each.amount for each in charges), ZERO),
        base=amounts.base,
        vat=amounts.vat,
        incl_vat=amounts.incl_vat,
        prepaid=prepaid,
        due=amounts.incl_vat - prepaid,
    )
    return ElectronicAmounts((*allowances, *charges), vat_lines, totals)


def _vat_line(group: VatGroup, base: Decimal, vat: Decimal, exemption: Exemption | None) -> VatLine:
    if group.category in (VatCategory.STANDARD, VatCategory.ZERO):
        return VatLine(group=group, base=base, vat=vat)
    case = exemption if exemption and group.category is VatCategory.EXEMPT else EXEMPTIONS.get(group.category)
    if case is None:
        return VatLine(group=group, base=base, vat=vat)
    return VatLine(group=group, base=base, vat=vat, exemption=case.text, exemption_code=case.code)


def _check(amounts: DocumentAmounts, allowances: Sequence[Allowance], charges: Sequence[Allowance]) -> None:
    off = sum((each.amount for each in allowances), ZERO)
    shipped = sum((each.amount for each in charges), ZERO)
    if off != sum(amounts.reductions, ZERO) or shipped != amounts.shipping:
        raise ValueError("the parts of the document do not add up to its totals")
