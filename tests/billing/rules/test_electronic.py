"""Electronic invoicing (R-C15): who, from when, which status after which; reporting (R-C16)."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from negoce.billing.enums import PlatformStatus, ReportKind, VatRegime
from negoce.billing.rules.electronic_invoicing import (
    NEEDS_REASON,
    check_transition,
    invoicing_duty,
    next_statuses,
    yearly_fines,
)
from negoce.billing.rules.electronic_reporting import report_period
from negoce.kit.worked import CannotWork

RECEIVE = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("size", "send"),
    [("ge", (2026, 9, 1)), ("eti", (2026, 9, 1)), ("pme", (2027, 9, 1)), ("micro", (2027, 9, 1))],
)
def test_everyone_receives_and_sends_by_size(size, send):
    duty = invoicing_duty(size=size).value
    assert (duty.receive_from, duty.send_from) == (RECEIVE, date(*send))


def test_who_is_out_of_the_reform():
    assert invoicing_duty(size="pme", vat_taxpayer=False).value.receive_from is None
    assert invoicing_duty(size="ge", established_in_france=False).value.send_from == date(2027, 9, 1)
    assert invoicing_duty(size="pme", established_in_france=False).value.send_from is None
    with pytest.raises(CannotWork, match=r"size\.unknown"):
        invoicing_duty(size="giant")


WHOLE_LIFE = ("200", "201", "202", "203", "204", "208", "209", "205", "211", "212")


def test_an_invoice_goes_through_its_life():
    for before, after in itertools.pairwise(WHOLE_LIFE):
        check_transition(PlatformStatus(before), PlatformStatus(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("210", "205"),
        ("212", "211"),
        ("213", "200"),
        ("203", "213"),
        ("205", "212"),
        ("200", "205"),
        ("204", "204"),
    ],
)
def test_what_may_not_follow_is_refused(before, after):
    with pytest.raises(CannotWork, match=r"status\.not_allowed"):
        check_transition(PlatformStatus(before), PlatformStatus(after), reason="x")


def test_a_refusal_needs_its_reason():
    for status in NEEDS_REASON:
        before = PlatformStatus.TAKEN_CHARGE if status is PlatformStatus.REFUSED else PlatformStatus.SENT
        with pytest.raises(CannotWork, match=r"status\.needs_reason"):
            check_transition(before, status, reason="  ")
        check_transition(before, status, reason="TX_TVA_ERR")


FOLLOWS = {
    "200": ["201", "213"],
    "201": ["202", "213"],
    "202": ["203", "213"],
    "203": ["204"],
    "204": ["205", "206", "207", "208", "210"],
    "205": ["211"],
    "206": ["211"],
    "207": ["205", "206", "210"],
    "208": ["209"],
    "209": ["205"],
    "211": ["212"],
    "210": [],
    "212": [],
    "213": [],
}


def test_each_status_has_its_followers_and_no_other():
    found = {status.value: sorted(each.value for each in next_statuses(status)) for status in PlatformStatus}
    assert found == FOLLOWS


@pytest.mark.parametrize(
    ("invoices", "reports", "fine"), [(3, 2, 1150), (400, 0, 15_000), (400, 100, 30_000), (0, 0, 0)]
)
def test_each_kind_of_fine_is_capped(invoices, reports, fine):
    assert yearly_fines(invoices=invoices, reports=reports).value == fine


T, P = ReportKind.TRANSACTIONS, ReportKind.PAYMENTS


@pytest.mark.parametrize(
    ("kind", "regime", "day", "period"),
    [
        (T, VatRegime.MONTHLY, (2026, 11, 10), ((11, 1), (11, 10), (11, 20))),
        (T, VatRegime.MONTHLY, (2026, 11, 11), ((11, 11), (11, 20), (11, 30))),
        (T, VatRegime.MONTHLY, (2026, 11, 30), ((11, 21), (11, 30), (12, 10))),
        (P, VatRegime.MONTHLY, (2026, 11, 30), ((11, 1), (11, 30), (12, 10))),
        (T, VatRegime.QUARTERLY, (2026, 10, 5), ((10, 1), (10, 31), (11, 10))),
        (T, VatRegime.SIMPLIFIED, (2026, 10, 5), ((10, 1), (10, 31), (11, 30))),
        (T, VatRegime.FRANCHISE, (2026, 10, 5), ((9, 1), (10, 31), (11, 30))),
    ],
)
def test_each_operation_has_its_report(kind, regime, day, period):
    found = report_period(kind, regime, date(*day)).value
    assert (found.first_day, found.last_day, found.due_on) == tuple(date(2026, *each) for each in period)


def test_february_has_no_thirtieth():
    found = report_period(T, VatRegime.SIMPLIFIED, date(2026, 1, 20)).value
    assert (found.opens_on, found.due_on) == (date(2026, 2, 25), date(2026, 2, 28))
