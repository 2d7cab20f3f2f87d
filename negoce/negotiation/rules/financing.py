"""The ways of paying an offer compared for its buyer, after tax and at the value of today. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step
from negoce.negotiation.rules.financing_flows import (
    DAYS_A_YEAR,
    MONTHS_A_YEAR,
    ZERO,
    Flow,
    FlowKind,
    Paid,
    flows_of,
    plan_of,
)
from negoce.negotiation.rules.financing_terms import HUNDRED, Terms, Way


@dataclass(frozen=True, slots=True)
class WayCost:
    """One way for its buyer, in the currency of the offer.

    `total` includes VAT; `before_tax` is what stays to pay once VAT is recovered, `after_tax` once tax is saved,
    `present` the same at the value of today, by which ways are ranked. VAT that is recovered is in neither.
    """

    way: Way
    payments: Sequence[Paid]
    flows: Sequence[Flow]
    total: Decimal
    vat_back: Decimal
    before_tax: Decimal
    tax_saved: Decimal
    present: Decimal
    steps: Sequence[Step]
    findings: Sequence[Finding] = ()

    @property
    def after_tax(self) -> Decimal:
        """What is left to pay once VAT and tax came back."""
        return self.before_tax - self.tax_saved

    def out_by(self, month: int) -> Decimal:
        """What has left the buyer's account by the end of a month, less what came back."""
        return sum((each.amount for each in self.flows if _month_of(each) <= month), ZERO)

    @property
    def last_month(self) -> int:
        """When the last payment, or recovery, is over."""
        return max(_month_of(each) for each in self.flows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ways from the cheapest, and why the others cannot be compared; `rate` discounts, in percent points."""

    price: Decimal
    vat: Decimal
    rate: Decimal
    ways: Sequence[WayCost]
    refused: Mapping[Way, Finding] = field(default_factory=dict, hash=False)
    findings: Sequence[Finding] = ()


def compare_ways(price: Decimal, vat: Decimal, terms: Terms) -> Comparison:
    """Compare every way that is known enough, by the method of R-C9: net costs after tax, excluding recovered VAT.

    Tax is saved at the end of each year; the rate is the buyer's, else that of the loan after tax, else 0. Raises
    CannotWork for an amount that is not above zero.
    """
    if price <= 0 or vat < 0:
        raise CannotWork("financing.no_amount")
    rate = discount_rate_of(terms)
    found, refused = [], {}
    for way in Way:
        if not terms.offers(way):
            continue
        try:
            found.append(_cost(way, price, vat, terms, rate))
        except CannotWork as problem:
            refused[way] = problem.finding
    order = list(Way)
    found.sort(key=lambda each: (each.present, order.index(each.way)))
    unknown = () if rate else (Finding("financing.not_discounted", "warning"),)
    return Comparison(price, vat, rate, found, refused, unknown)


def discount_rate_of(terms: Terms) -> Decimal:
    """The yearly rate at which the buyer weighs later money: theirs, else that of their loan after tax, else none."""
    if terms.discount_rate is not None:
        return terms.discount_rate
    return (terms.loan_rate or ZERO) * (1 - terms.tax_rate / HUNDRED)


def _cost(way: Way, price: Decimal, vat: Decimal, terms: Terms, rate: Decimal) -> WayCost:
    plan = plan_of(way, price, vat, terms)
    flows = flows_of(plan, terms)
    paid, taxed, back, saved = (
        sum((each.amount for each in flows if each.kind is kind), ZERO) for kind in FlowKind
    )
    before, tax_saved = paid + taxed + back, round_money(-saved)
    present = _present(flows, rate, with_vat=not terms.recovers_vat)
    steps = [
        *plan.steps,
        Step("financing.vat_back" if terms.recovers_vat else "financing.vat_kept", {"vat": taxed}),
        Step(
            "financing.tax",
            {
                "rate": terms.tax_rate,
                "deducted": round_money(sum((amount for _year, amount in plan.deducted), ZERO)),
                "saved": tax_saved,
            },
        ),
        Step("financing.after", {"before": before, "saved": tax_saved, "after": before - tax_saved}),
        Step("financing.present", {"rate": rate, "present": present}),
    ]
    return WayCost(
        way, plan.payments, flows, paid + taxed, -back, before, tax_saved, present, steps, plan.findings
    )


def _present(flows: Sequence[Flow], rate: Decimal, *, with_vat: bool) -> Decimal:
    yearly = 1 + rate / HUNDRED
    # The twelfth root once: powers of a whole number of months are exact and quick.
    monthly = yearly ** (Decimal(1) / MONTHS_A_YEAR)
    counted = (FlowKind.PAID, FlowKind.TAX, FlowKind.VAT) if with_vat else (FlowKind.PAID, FlowKind.TAX)
    total = ZERO
    for each in flows:
        if each.kind in counted:
            grown = monthly**each.month
            if each.days:
                grown *= yearly ** (Decimal(each.days) / DAYS_A_YEAR)
            total += each.amount / grown
    return round_money(total)


def _month_of(flow: Flow) -> int:
    return flow.month + -(-flow.days * MONTHS_A_YEAR // DAYS_A_YEAR)
