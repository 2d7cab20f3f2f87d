"""Ways of paying compared for the buyer, by the method of R-C9; what a term costs us, by R-C7 and R-C18."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.financing import Comparison, WayCost, compare_ways
from negoce.negotiation.rules.financing_flows import FlowKind
from negoce.negotiation.rules.financing_terms import (
    FIELDS,
    OurTerms,
    Terms,
    Way,
    clean_financing,
    read_terms,
    stored_terms,
)
from negoce.negotiation.rules.term_cost import Means, term_costs

# The buyer of the worked example of R-C9: yearly payments at year end, tax 25 %, loan 4 %.
YEARLY = Terms(
    depreciation_years=5,
    loan_months=60,
    loan_rate=D(4),
    loan_every=12,
    lease_months=60,
    lease_rent=D(11_000),
    lease_every=12,
    lease_last=D(1_000),
)
MONTHLY = Terms(
    depreciation_years=3,
    cash_discount=D(2),
    deferred_days=60,
    instalment_count=2,
    instalment_deposit=D(3_000),
    loan_months=36,
    loan_rate=D("4.2"),
    lease_months=36,
    lease_rate=D(5),
    lease_last=D(240),
)


def way_of(found: Comparison, way: Way) -> WayCost:
    return next(each for each in found.ways if each.way is way)


def compared(terms: Terms, price: str = "24000", vat: str = "4800") -> Comparison:
    return compare_ways(D(price), D(vat), terms)


def test_loan_and_lease_of_the_worked_example_cost_as_the_rule_says():
    found = compared(YEARLY, "50000", "10000")
    loan, lease = way_of(found, Way.LOAN), way_of(found, Way.LEASE)
    assert (found.rate, loan.present, lease.present) == (3, D("38550.73"), D("38645.19"))
    assert [each.way for each in found.ways].index(Way.LOAN) < [each.way for each in found.ways].index(
        Way.LEASE
    )


def test_each_way_tells_what_is_paid_what_comes_back_and_what_is_left():
    found = compared(MONTHLY)
    cash = way_of(found, Way.CASH)
    # 2 % off 24 000 and off its VAT; the discount is an income of the year: tax 25 % of 24 000 − 480.
    assert (cash.total, cash.vat_back, cash.before_tax, cash.tax_saved, cash.after_tax) == (
        D("28224"),
        D("4704"),
        D("23520"),
        D("5880"),
        D("17640"),
    )
    loan = way_of(found, Way.LOAN)
    # The schedule of R-C8: interest 1 585.69, and VAT paid at once.
    assert (loan.total, loan.before_tax, loan.tax_saved) == (D("30385.69"), D("25585.69"), D("6396.42"))
    assert [(each.month, each.whole) for each in loan.payments[:2]] == [(0, D("4800")), (1, D("710.71"))]
    deferred = way_of(found, Way.DEFERRED)
    assert (deferred.total, deferred.after_tax, deferred.payments[0].months) == (28_800, 18_000, 2)
    parts = way_of(found, Way.INSTALMENTS)
    assert [each.whole for each in parts.payments] == [D("3600"), D("12600"), D("12600")]


def test_money_out_is_cumulated_month_by_month():
    deferred = way_of(compared(MONTHLY), Way.DEFERRED)
    # VAT comes back a month after the invoice, before the buyer even pays it; tax at the end of each year.
    assert [deferred.out_by(month) for month in (0, 1, 2, 12, 24, 36)] == [
        0,
        D("-4800"),
        D("24000"),
        D("22000"),
        D("20000"),
        D("18000"),
    ]
    assert deferred.last_month == 36


def test_who_recovers_no_vat_pays_it_and_borrows_it():
    found = compared(replace(MONTHLY, recovers_vat=False, tax_rate=D(0)))
    loan, cash = way_of(found, Way.LOAN), way_of(found, Way.CASH)
    assert (cash.vat_back, cash.before_tax, cash.tax_saved) == (0, D("28224"), 0)
    assert (loan.payments[0].month, loan.vat_back) == (1, 0)
    assert sum(each.amount - each.interest for each in loan.payments) == 28_800


def test_services_give_their_vat_back_once_paid():
    deferred = way_of(compared(replace(MONTHLY, is_service=True, depreciation_years=0)), Way.DEFERRED)
    assert [deferred.out_by(month) for month in (1, 2, 3, 12)] == [0, 28_800, 24_000, 18_000]


@pytest.mark.parametrize(
    ("change", "way", "code"),
    [
        ({"instalment_deposit": D(24_000)}, Way.INSTALMENTS, "financing.deposit_covers_all"),
        ({"loan_deposit": D(24_000)}, Way.LOAN, "financing.deposit_covers_all"),
        ({"lease_first": D(24_000)}, Way.LEASE, "financing.deposit_covers_all"),
        ({"lease_last": D(90_000)}, Way.LEASE, "financing.no_rent"),
        ({"lease_rent": D(0)}, Way.LEASE, "financing.no_rent"),
    ],
)
def test_a_way_without_sense_says_why_and_leaves_the_others(change, way, code):
    found = compared(replace(MONTHLY, **change))
    assert {key: each.code for key, each in found.refused.items()} == {way: code}
    assert len(found.ways) == 4


def test_edges_divide_by_nothing():
    bare = Terms(
        tax_rate=D(0),
        instalment_count=1,
        loan_months=1,
        loan_rate=D(0),
        lease_months=1,
        lease_rate=D(0),
        cash_discount=D(0),
        deferred_days=1,
    )
    found = compared(bare, vat="0")
    assert [each.present for each in found.ways] == [24_000] * 5
    assert ([each.code for each in found.findings], found.rate) == (["financing.not_discounted"], 0)
    lease = way_of(found, Way.LEASE)
    assert [each.code for each in lease.findings] == ["financing.no_last_value"]
    with pytest.raises(CannotWork, match="no_amount"):
        compared(bare, price="0")


def test_a_term_over_the_ceiling_is_told():
    found = compared(replace(MONTHLY, deferred_days=61))
    assert [each.code for each in way_of(found, Way.DEFERRED).findings] == ["financing.beyond_ceiling"]
    assert way_of(compared(MONTHLY), Way.DEFERRED).findings == ()
    assert [each.code for each in way_of(compared(MONTHLY), Way.INSTALMENTS).findings] == [
        "financing.beyond_ceiling"
    ]


def test_rents_in_advance_cost_less_each_and_come_first():
    late = way_of(compared(replace(MONTHLY, tax_rate=D(0))), Way.LEASE)
    early = way_of(compared(replace(MONTHLY, tax_rate=D(0), lease_in_advance=True)), Way.LEASE)
    assert (late.payments[0].month, early.payments[0].month, early.payments[-1].month) == (1, 0, 36)
    assert early.payments[0].amount < late.payments[0].amount


@pytest.mark.parametrize(("terms", "rents_a_year"), [(YEARLY, 1), (replace(MONTHLY, lease_months=36), 12)])
@pytest.mark.parametrize("early", [False, True])
def test_a_rent_is_deducted_in_the_year_it_pays_whichever_end_it_falls_due(terms, rents_a_year, early):
    lease = way_of(compared(replace(terms, lease_in_advance=early), "50000", "10000"), Way.LEASE)
    rent = lease.payments[0].amount
    years = (terms.lease_months or 0) // 12
    assert [(each.month, each.amount) for each in lease.flows if each.kind is FlowKind.TAX] == [
        (12 * year, -rent * rents_a_year / 4) for year in range(1, years + 1)
    ]


@pytest.mark.parametrize("recovers", [True, False])
def test_a_first_payment_of_a_lease_is_deducted_over_its_years(recovers):
    terms = replace(YEARLY, lease_first=D(6_000), recovers_vat=recovers, tax_rate=D(25))
    lease = way_of(compared(terms, "50000", "10000"), Way.LEASE)
    # A quarter of the rent and of a fifth of the first payment, with their VAT of 20 % where it stays.
    kept = 1 if recovers else D("1.2")
    assert [each.amount for each in lease.flows if each.kind is FlowKind.TAX] == [
        -kept * (11_000 + 1_200) / 4
    ] * 5
    assert (lease.payments[0].month, lease.payments[0].amount) == (0, 6_000)


@given(
    price=st.decimals("1", "1000000", places=2),
    rate=st.decimals("0", "30", places=2),
    months=st.integers(1, 60),
    deposit=st.decimals("0", "0.99", places=2),
)
def test_no_cent_is_lost_and_interest_is_all_that_is_added(price, rate, months, deposit):
    vat = round(price * D("0.2"), 2)
    own = round(price * deposit, 2)
    terms = Terms(
        instalment_count=months,
        instalment_deposit=own,
        instalment_rate=rate,
        loan_months=months,
        loan_rate=rate,
        loan_deposit=own,
    )
    for each in compare_ways(price, vat, terms).ways:
        interest = sum(paid.interest for paid in each.payments)
        assert each.total == price + vat + interest
        assert each.vat_back == vat


def test_what_the_term_costs_us_by_each_means():
    ours = OurTerms(
        our_rate=D(6),
        bank_rate=D("4.5"),
        endorsement_rate=D("0.6"),
        bank_fees=D(12),
        factor_rate=D("3.6"),
        factor_commission=D("0.9"),
        factor_fund=D(10),
    )
    found = term_costs(compared(MONTHLY, "10000", "0"), ours, date(2026, 6, 1))
    deferred = {each.means: each.cost for each in found if each.way is Way.DEFERRED}
    # Own: 10 000 × 6 % × 60 ÷ 365. Bank: 61 days at 4.5 % and 0.6 %, fees 12. Factor: the example of R-C18.
    assert deferred == {Means.OWN: D("98.63"), Means.BANK: D("98.42"), Means.FACTOR: D("144.00")}
    assert [each.means for each in found][:3] == [Means.BANK, Means.OWN, Means.FACTOR]
    assert term_costs(compared(MONTHLY), OurTerms(), date(2026, 6, 1)) == []
    eaten = term_costs(
        compared(MONTHLY, "10000", "0"), OurTerms(bank_rate=D(1), bank_fees=D(99_999)), date(2026, 6, 1)
    )
    assert eaten[0].refused is not None


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        ({"tax_rate": "100"}, {"tax_rate": "reduction.percent_out_of_range"}),
        ({"cash_discount": "101"}, {"cash_discount": "reduction.percent_out_of_range"}),
        ({"deferred_days": "0"}, {"deferred_days": "financing.whole_out_of_range"}),
        ({"loan_months": "36"}, {"loan_rate": "financing.loan_rate_needed"}),
        ({"loan_rate": "4"}, {"loan_months": "financing.months_needed"}),
        (
            {"loan_months": "35", "loan_rate": "4", "loan_every": "3"},
            {"loan_months": "financing.broken_period"},
        ),
        ({"lease_months": "36"}, {"lease_rent": "financing.rent_needed"}),
        ({"lease_rent": "500"}, {"lease_months": "financing.months_needed"}),
        ({"lease_every": "5"}, {"lease_every": "choice.unknown"}),
        ({"amount": "mille"}, {"amount": "number.unreadable"}),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(typed, faulty):
    cleaned = clean_financing({"lease_every": "1", **typed}, FIELDS)
    assert {name: finding.code for name, finding in cleaned.errors.items()} == faulty


def test_what_is_typed_is_kept_as_it_was():
    typed = {"cash_discount": "2,125", "loan_months": "36", "loan_rate": "4,2 %", "recovers_vat": "on"}
    cleaned = clean_financing(typed, FIELDS)
    kept = read_terms(stored_terms(cleaned.values))
    assert (kept.cash_discount, kept.loan_rate, kept.loan_months, kept.recovers_vat, kept.amount) == (
        D("2.125"),
        D("4.2"),
        36,
        True,
        None,
    )
    assert kept.loan_every == 1
