"""When each way of paying takes money from the buyer, and gives back VAT and tax. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negoce.catalogue.rules.payment_terms import LONGEST_DAYS
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step
from negoce.negotiation.rules.financing_terms import HUNDRED, Terms, Way
from negoce.negotiation.rules.loan import loan

ZERO = Decimal(0)
MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365


class FlowKind(StrEnum):
    """What moves: a payment excluding VAT, its VAT, VAT that comes back, tax that is saved."""

    PAID = "paid"
    VAT = "vat"
    VAT_BACK = "vat_back"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Flow:
    """So much, so many months (and days) after the invoice; what comes back to the buyer is below zero."""

    kind: FlowKind
    amount: Decimal
    month: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of a schedule: `amount` excludes `vat`; `interest` is the part of it that finances."""

    amount: Decimal
    vat: Decimal
    month: int = 0
    days: int = 0
    interest: Decimal = ZERO
    left: Decimal = ZERO

    @property
    def whole(self) -> Decimal:
        """What leaves the bank account."""
        return self.amount + self.vat

    @property
    def months(self) -> int:
        """In which month after the invoice it is paid; 60 days fall in the second."""
        return self.month + -(-self.days * MONTHS_A_YEAR // DAYS_A_YEAR)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one way asks for: its payments in order, what each year deducts from the result, how it was found.

    `vat_when_paid`: VAT is deducted once paid, as for rents; else at the invoice, all at once.
    """

    payments: Sequence[Paid]
    deducted: Sequence[tuple[int, Decimal]]
    steps: Sequence[Step]
    findings: Sequence[Finding] = ()
    vat_when_paid: bool = False


def plan_of(way: Way, price: Decimal, vat: Decimal, terms: Terms) -> Plan:
    """The payments of one way for an amount and its VAT. Raises CannotWork when the way makes no sense for them."""
    makers = {
        Way.CASH: _cash,
        Way.DEFERRED: _deferred,
        Way.INSTALMENTS: _instalments,
        Way.LOAN: _loan,
        Way.LEASE: _lease,
    }
    return makers[way](price, vat, terms)


def flows_of(plan: Plan, terms: Terms) -> list[Flow]:
    """Every movement of a plan; tax is saved at the end of each year, VAT recovered when its declaration is settled."""
    flows = [Flow(FlowKind.PAID, each.amount, each.month, each.days) for each in plan.payments]
    flows += [Flow(FlowKind.VAT, each.vat, each.month, each.days) for each in plan.payments if each.vat]
    if terms.recovers_vat:
        late = plan.vat_when_paid or terms.is_service
        flows += [
            Flow(FlowKind.VAT_BACK, -each.vat, (each.months if late else 0) + terms.vat_months)
            for each in plan.payments
            if each.vat
        ]
    by_year: dict[int, Decimal] = {}
    for year, amount in plan.deducted:
        by_year[year] = by_year.get(year, ZERO) + amount
    rate = terms.tax_rate / HUNDRED
    flows += [
        Flow(FlowKind.TAX, -rate * amount, year * MONTHS_A_YEAR)
        for year, amount in sorted(by_year.items())
        if rate * amount
    ]
    return flows


def rent_of(price: Decimal, terms: Terms) -> Decimal:
    """The constant rent that repays the price but its first and last payments at the rate of the lease."""
    periods = (terms.lease_months or 1) // terms.lease_every
    rate = (terms.lease_rate or ZERO) * terms.lease_every / (HUNDRED * MONTHS_A_YEAR)
    last = terms.lease_last or ZERO
    if not rate:
        return round_money((price - terms.lease_first - last) / periods)
    shrunk = (1 + rate) ** -periods
    rent = (price - terms.lease_first - last * shrunk) * rate / (1 - shrunk)
    return round_money(rent / (1 + rate) if terms.lease_in_advance else rent)


def _cash(price: Decimal, vat: Decimal, terms: Terms) -> Plan:
    discount = round_money(price * terms.cash_discount / HUNDRED)
    off = round_money(vat * terms.cash_discount / HUNDRED)
    paid = Paid(price - discount, vat - off)
    step = Step("financing.cash_plain", {"price": price})
    if discount:
        figures = {
            "price": price,
            "percent": terms.cash_discount,
            "discount": discount,
            "paid": price - discount,
        }
        step = Step("financing.cash", figures)
    # The goods are booked at their price; the discount is an income of the year.
    return Plan(
        (paid,), (*_worn(price, vat - off, terms), (1, -discount)), (step,), vat_when_paid=terms.is_service
    )


def _deferred(price: Decimal, vat: Decimal, terms: Terms) -> Plan:
    days = terms.deferred_days or 0
    return Plan(
        (Paid(price, vat, days=days),),
        _worn(price, vat, terms),
        (Step("financing.deferred", {"price": price, "days": days}),),
        _over_ceiling(days),
    )


def _instalments(price: Decimal, vat: Decimal, terms: Terms) -> Plan:
    deposit, count = terms.instalment_deposit, terms.instalment_count or 1
    if deposit >= price:
        raise CannotWork("financing.deposit_covers_all", deposit=deposit, price=price)
    found = loan(price - deposit, terms.instalment_rate, count).value
    shares = _shared(vat, [deposit, *(each.principal for each in found.schedule)], price)
    payments = [Paid(deposit, shares[0], left=price - deposit)] if deposit else []
    payments += [
        Paid(each.payment, share, month=each.number, interest=each.interest, left=each.balance)
        for each, share in zip(found.schedule, shares[1:], strict=True)
    ]
    figures = {"deposit": deposit, "count": count, "instalment": found.instalment, "interest": found.interest}
    return Plan(
        payments,
        (*_worn(price, vat, terms), *_yearly((each.month, each.interest) for each in payments)),
        (Step("financing.instalments", figures),),
        _over_ceiling(-(-count * DAYS_A_YEAR // MONTHS_A_YEAR)),
    )


def _loan(price: Decimal, vat: Decimal, terms: Terms) -> Plan:
    # A buyer who recovers VAT advances it for a month or two; who does not borrows it too.
    borrowed_vat = ZERO if terms.recovers_vat else vat
    capital = price + borrowed_vat - terms.loan_deposit
    if capital <= 0:
        raise CannotWork("financing.deposit_covers_all", deposit=terms.loan_deposit, price=price)
    every, rate = terms.loan_every, terms.loan_rate or ZERO
    periods = (terms.loan_months or 1) // every
    found = loan(capital, rate, periods, periods_a_year=MONTHS_A_YEAR // every).value
    first = terms.loan_deposit + terms.loan_fees
    own_vat = vat - borrowed_vat
    payments = [Paid(first, own_vat, interest=terms.loan_fees, left=capital)] if first or own_vat else []
    payments += [
        Paid(each.payment, ZERO, month=each.number * every, interest=each.interest, left=each.balance)
        for each in found.schedule
    ]
    figures = {
        "capital": capital,
        "rate": rate,
        "periods": periods,
        "instalment": found.instalment,
        "interest": found.interest,
        "fees": terms.loan_fees,
    }
    return Plan(
        payments,
        (*_worn(price, vat, terms), *_yearly((each.month, each.interest) for each in payments)),
        (Step("financing.loan", figures),),
    )


def _lease(price: Decimal, vat: Decimal, terms: Terms) -> Plan:
    every, months = terms.lease_every, terms.lease_months or 1
    rent = terms.lease_rent if terms.lease_rent is not None else rent_of(price, terms)
    if terms.lease_first >= price:
        raise CannotWork("financing.deposit_covers_all", deposit=terms.lease_first, price=price)
    if rent <= 0:
        raise CannotWork("financing.no_rent")
    early = every if terms.lease_in_advance else 0
    last = terms.lease_last or ZERO
    # A rent is an expense of the period that it pays, whichever end of it the rent falls due; the first payment pays
    # for all of them, and is spread as an expense paid ahead.
    ends = range(every, months + 1, every)
    share = vat / price
    first = [Paid(terms.lease_first, round_money(terms.lease_first * share))] if terms.lease_first else []
    due = [Paid(rent, round_money(rent * share), month=end - early) for end in ends]
    payments = [*first, *due]
    spread = sum((_kept(each, terms) for each in first), ZERO) / len(due)
    cost = [(end, _kept(each, terms) + spread) for end, each in zip(ends, due, strict=True)]
    if last:
        payments.append(Paid(last, round_money(last * share), month=months))
    total = sum((each.amount for each in payments), ZERO)
    figures = {"rents": len(due), "rent": rent, "first": terms.lease_first, "last": last, "total": total}
    steps = [Step("financing.lease", figures)]
    if terms.lease_rent is None:
        steps.insert(0, Step("financing.lease_rent", {"rate": terms.lease_rate, "rent": rent}))
    missing = () if last else (Finding("financing.no_last_value", "warning"),)
    return Plan(payments, _yearly(cost), steps, missing, vat_when_paid=True)


def _kept(paid: Paid, terms: Terms) -> Decimal:
    """What of a payment stays an expense."""
    return paid.amount if terms.recovers_vat else paid.whole


def _worn(price: Decimal, vat: Decimal, terms: Terms) -> Sequence[tuple[int, Decimal]]:
    """What each year takes of the purchase: a share of its life, or all in the first year; VAT only when it stays."""
    base = price if terms.recovers_vat else price + vat
    years = terms.depreciation_years
    return [(year, base / years) for year in range(1, years + 1)] if years else [(1, base)]


def _yearly(dated: Iterable[tuple[int, Decimal]]) -> list[tuple[int, Decimal]]:
    """Amounts by year from months: the twelve first months and the day of the invoice are the first year."""
    found: dict[int, Decimal] = {}
    for month, amount in dated:
        year = max(1, -(-month // MONTHS_A_YEAR))
        found[year] = found.get(year, ZERO) + amount
    return list(found.items())


def _shared(vat: Decimal, parts: Sequence[Decimal], whole: Decimal) -> list[Decimal]:
    """VAT by the part of the price that each payment settles; the last one takes the remainder."""
    shares = [round_money(vat * part / whole) for part in parts[:-1]]
    return [*shares, vat - sum(shares, ZERO)]


def _over_ceiling(days: int) -> Sequence[Finding]:
    if days <= LONGEST_DAYS:
        return ()
    return (Finding("financing.beyond_ceiling", "warning", {"days": days, "most": LONGEST_DAYS}),)
