"""What it costs us to be paid later: by our own cash, by the bank, by a factor. Pure; never for the buyer's eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step
from negoce.negotiation.rules.bill_discounting import discount_bill
from negoce.negotiation.rules.factoring import factor
from negoce.negotiation.rules.financing import Comparison
from negoce.negotiation.rules.financing_flows import DAYS_A_YEAR, MONTHS_A_YEAR, ZERO, Paid
from negoce.negotiation.rules.financing_terms import HUNDRED, OurTerms, Way

WAITED = (Way.DEFERRED, Way.INSTALMENTS)


class Means(StrEnum):
    """Who carries the term."""

    OWN = "own"
    BANK = "bank"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class TermCost:
    """What one means of carrying one way costs us, excluding VAT; `refused` says why it cannot be worked out."""

    way: Way
    means: Means
    cost: Decimal
    steps: Sequence[Step] = ()
    refused: Finding | None = None


def term_costs(found: Comparison, terms: OurTerms, today: date) -> Sequence[TermCost]:
    """The cost of each term granted by each means whose rates are known, the cheapest first within a way.

    What is waited for includes VAT. Bank charges follow R-C7 for each payment, factoring R-C18; VAT on fees, which we
    recover, is left out.
    """
    costs = [
        _cost(each.way, means, [paid for paid in each.payments if _days(paid)], terms, today)
        for each in found.ways
        if each.way in WAITED
        for means in _known(terms)
    ]
    order = list(Way)
    return sorted(costs, key=lambda each: (order.index(each.way), each.refused is not None, each.cost))


def _known(terms: OurTerms) -> Iterator[Means]:
    if terms.our_rate is not None:
        yield Means.OWN
    if terms.bank_rate is not None:
        yield Means.BANK
    if terms.factor_rate is not None and terms.factor_commission is not None:
        yield Means.FACTOR


def _days(paid: Paid) -> int:
    return paid.days + paid.month * DAYS_A_YEAR // MONTHS_A_YEAR


def _cost(way: Way, means: Means, waited: Sequence[Paid], terms: OurTerms, today: date) -> TermCost:
    try:
        cost = sum((_one(each, means, terms, today) for each in waited), ZERO)
    except CannotWork as problem:
        return TermCost(way, means, ZERO, refused=problem.finding)
    amount = sum((each.whole for each in waited), ZERO)
    longest = max(_days(each) for each in waited)
    figures = {
        "amount": amount,
        "payments": len(waited),
        "days": longest,
        "cost": cost,
        "our_rate": terms.our_rate or ZERO,
        "bank_rate": terms.bank_rate or ZERO,
        "endorsement_rate": terms.endorsement_rate,
        "fees": terms.bank_fees,
        "commission": terms.factor_commission or ZERO,
        "factor_rate": terms.factor_rate or ZERO,
    }
    return TermCost(way, means, cost, (Step(f"term_cost.{means.value}", figures),))


def _one(paid: Paid, means: Means, terms: OurTerms, today: date) -> Decimal:
    days = _days(paid)
    if means is Means.OWN:
        return round_money(paid.whole * (terms.our_rate or ZERO) * days / (HUNDRED * DAYS_A_YEAR))
    if means is Means.BANK:
        bill = discount_bill(
            amount=paid.whole,
            negotiated_on=today,
            due_on=today + timedelta(days=days),
            rate=terms.bank_rate or ZERO,
            endorsement_rate=terms.endorsement_rate,
            fees=terms.bank_fees,
        ).value
        return bill.charges - bill.vat
    sold = factor(
        amount=paid.whole,
        fund_percent=terms.factor_fund,
        commission_percent=terms.factor_commission or ZERO,
        financing_rate=terms.factor_rate or ZERO,
        days=days,
    ).value
    return sold.commission + sold.financing
