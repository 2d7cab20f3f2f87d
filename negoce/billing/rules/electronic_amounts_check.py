"""Whether the amounts of an electronic invoice agree with each other, as EN 16931 wants (R-C12 counts them)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from negoce.billing.rules.electronic_codes import CREDIT_TYPES
from negoce.billing.rules.electronic_invoice import ZERO, Allowance, ElectronicInvoice, VatLine
from negoce.catalogue.rules.totals import HUNDRED, VAT_ASTRAY, VatGroup
from negoce.kit.explain import Finding
from negoce.kit.money import round_money


def amount_faults(invoice: ElectronicInvoice) -> Iterator[Finding]:
    """Yield each sum that does not agree, with both amounts and the rule of the norm."""
    totals = invoice.totals
    for line in invoice.lines:
        right = round_money(line.quantity * line.price - _net(line.allowances))
        if line.net != right:
            yield _fault("line", "BR-LIN", told=line.net, right=right, line=line.number)
    yield from _compare("lines", "BR-CO-10", totals.lines, sum((each.net for each in invoice.lines), ZERO))
    yield from _compare("base", "BR-CO-13", totals.base, totals.lines - totals.allowances + totals.charges)
    off = sum((each.amount for each in invoice.allowances if not each.is_charge), ZERO)
    on = sum((each.amount for each in invoice.allowances if each.is_charge), ZERO)
    yield from _compare("allowances", "BR-CO-11", totals.allowances, off)
    yield from _compare("charges", "BR-CO-12", totals.charges, on)
    yield from _compare("vat", "BR-CO-14", totals.vat, sum((each.vat for each in invoice.vat_lines), ZERO))
    yield from _compare("incl_vat", "BR-CO-15", totals.incl_vat, totals.base + totals.vat)
    yield from _compare("due", "BR-CO-16", totals.due, totals.incl_vat - totals.prepaid)
    yield from _groups(invoice)


def _groups(invoice: ElectronicInvoice) -> Iterator[Finding]:
    bases: dict[VatGroup, Decimal] = {}
    for line in invoice.lines:
        bases[line.vat] = bases.get(line.vat, ZERO) + line.net
    for each in invoice.allowances:
        if each.vat is None:
            yield Finding(
                "amounts.allowance_vat", "error", {"source": "EN 16931, BR-32", "reason": each.reason}
            )
            continue
        bases[each.vat] = bases.get(each.vat, ZERO) + (each.amount if each.is_charge else -each.amount)
    told = {each.group: each for each in invoice.vat_lines}
    astray = VAT_ASTRAY if invoice.type in CREDIT_TYPES else ZERO
    for group in sorted({*bases, *told}, key=lambda each: (each.category, -each.rate)):
        yield from _group(group, bases.get(group, ZERO), told.get(group), astray)


def _group(group: VatGroup, base: Decimal, told: VatLine | None, astray: Decimal) -> Iterator[Finding]:
    if told is None:
        figures = {"source": "EN 16931, BR-CO-18", "rate": group.rate, "category": group.category.value}
        yield Finding("amounts.group_missing", "error", figures)
        return
    if told.base != base:
        yield _fault("group_base", "BR-S-08", told=told.base, right=base, rate=group.rate)
    vat = round_money(told.base * group.rate / HUNDRED)
    if abs(told.vat - vat) > astray:
        yield _fault("group_vat", "BR-CO-17", told=told.vat, right=vat, rate=group.rate)


def _compare(what: str, rule: str, told: Decimal, right: Decimal) -> Iterator[Finding]:
    if told != right:
        yield _fault(what, rule, told=told, right=right)


def _fault(what: str, rule: str, **figures: object) -> Finding:
    return Finding(f"amounts.{what}", "error", {"source": f"EN 16931, {rule}", **figures})


def _net(allowances: Iterable[Allowance]) -> Decimal:
    return sum((-each.amount if each.is_charge else each.amount for each in allowances), ZERO)
