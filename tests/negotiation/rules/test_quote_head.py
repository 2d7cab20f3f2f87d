"""The head of a quote: reductions in the legal order (R-C1), terms under the ceiling (R-C4), bad input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.enums import PaymentTermKind, ReductionKind
from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.negotiation.rules.quote_head import ReadHead, TypedReduction, check_terms, read_head

DAY = date(2026, 1, 15)
CASH = ReductionKind.CASH_DISCOUNT.value
TRADE = ReductionKind.TRADE_DISCOUNT.value
DEFECT = ReductionKind.DEFECT_REBATE.value


def head(*reductions: tuple[str, str], **given: str) -> ReadHead:
    return read_head(given, [TypedReduction(*each) for each in reductions], day=DAY, mark=",")


def test_reductions_take_the_legal_order_whatever_the_one_typed() -> None:
    read = head((CASH, "1 %"), (TRADE, "5+3"), (DEFECT, "25 €"), payment_with_order="1")
    assert read.faults == {}
    assert [(each.kind, each.percent, each.amount) for each in read.head.reductions] == [
        (ReductionKind.DEFECT_REBATE, None, Decimal(25)),
        (ReductionKind.TRADE_DISCOUNT, Decimal(5), None),
        (ReductionKind.TRADE_DISCOUNT, Decimal(3), None),
        (ReductionKind.CASH_DISCOUNT, Decimal(1), None),
    ]


def test_a_cash_discount_asks_for_payment_with_the_order() -> None:
    assert head((CASH, "2")).faults["reduction-0"].code == "quote.cash_discount_later"
    assert head((CASH, "0")).faults == {}


def test_a_discount_for_paying_early_is_figures_before_words_and_nothing_with_the_order() -> None:
    early = {"early_percent": "2", "early_days": "8", "early_payment": "1 % à 10 jours"}
    later = head(**early).head
    assert (later.early, later.early_payment) == (EarlyPayment(Decimal("2.00"), 8), "")
    assert head(**early, payment_with_order="1").head.early is None
    assert head(early_percent="2").faults["early_days"].code == "early.days"
    assert head(early_percent="2", early_days="30").faults["early_days"].code == "early.after_term"


@pytest.mark.parametrize(
    ("kind", "days", "due", "over"),
    [
        (PaymentTermKind.AFTER_INVOICE, 60, date(2026, 3, 16), False),
        (PaymentTermKind.AFTER_INVOICE, 61, date(2026, 3, 17), True),
        (PaymentTermKind.DAYS_THEN_END_OF_MONTH, 45, date(2026, 3, 31), False),
        (PaymentTermKind.END_OF_MONTH_THEN_DAYS, 45, date(2026, 3, 17), False),
        (PaymentTermKind.END_OF_MONTH_THEN_DAYS, 60, date(2026, 4, 1), True),
    ],
)
def test_terms_are_read_the_way_that_is_stored(
    kind: PaymentTermKind, days: int, due: date, over: bool
) -> None:
    worked = check_terms(head(term_kind=kind.value, term_days=str(days)).head, day=DAY)
    assert worked.value == due
    assert [finding.code for finding in worked.findings] == (["term.over_ceiling"] if over else [])


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("valid_until", "2026-01-14", "quote.validity_over"),
        ("valid_until", "bientôt", "quote.day_unreadable"),
        ("delivery_on", "2025-12-31", "quote.delivery_past"),
        ("delivery_days", "-3", "quote.days_unreadable"),
        ("term_days", "731", "quote.days_unreadable"),
        ("term_kind", "never", "quote.term_unknown"),
        ("shipping", "-5", "line.negative"),
        ("shipping", "1,2345678901234", "line.too_many_decimals"),
        ("shipping_vat_rate", "19,6", "vat.rate_unknown"),
        ("title", "x" * 161, "line.text_too_long"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(field: str, text: str, code: str) -> None:
    assert head(**{field: text}).faults[field].code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("101", "reduction.percent_out_of_range"),
        ("-1", "line.negative"),
        ("dix", "number.unreadable"),
        ("1,0000000000001", "line.too_many_decimals"),
        ("1+1+1+1+1+1", "line.too_many_reductions"),
    ],
)
def test_a_reduction_that_cannot_be(text: str, code: str) -> None:
    assert head((TRADE, text)).faults["reduction-0"].code == code
