"""A period invoiced in part: real days, first and last included."""

from datetime import date
from decimal import Decimal

from negoce.loyalty.enums import Period
from negoce.loyalty.rules.contract_terms import Span, next_due, periods_due
from negoce.loyalty.rules.pro_rata import (
    Share,
    part_of_amount,
    part_of_price,
    part_of_reductions,
    share_given_back,
    share_of,
)

YEAR = date(2026, 1, 1)


def test_days_are_those_of_the_period():
    november = Span(10, date(2026, 11, 1), date(2026, 11, 17))
    assert share_of(november, YEAR, Period.MONTH) == Share(17, 30)
    assert share_of(Span(1, date(2026, 2, 1), date(2026, 2, 28)), YEAR, Period.MONTH).is_whole
    assert share_given_back(Span(10, date(2026, 11, 1), date(2026, 11, 30)), date(2026, 11, 17)) == Share(
        13, 30
    )
    assert share_given_back(Span(11, date(2026, 12, 1), date(2026, 12, 31)), date(2026, 11, 17)) == Share(
        31, 31
    )


def test_both_parts_of_a_price_make_the_whole_of_it():
    first, second = (part_of_price(Decimal("300"), Share(days, 90)) for days in (76, 14))
    assert (first, second) == (Decimal("253.3333"), Decimal("46.6667"))
    assert part_of_amount(Decimal("360"), Share(14, 90)) == Decimal("56.00")
    kept = [{"kind": "trade_discount", "percent": "5"}, {"kind": "trade_discount", "amount": "90"}]
    assert part_of_reductions(kept, Share(1, 3)) == [kept[0], {"kind": "trade_discount", "amount": "30.00"}]


def test_what_was_invoiced_elsewhere_is_not_due():
    def due(until: date, today: date) -> list[tuple[date, date]]:
        found = periods_due(
            YEAR, Period.QUARTER, today=today, ends_on=None, in_advance=True, invoiced_until=until
        )
        return [(each.starts_on, each.ends_on) for each in found]

    june = date(2026, 6, 30)
    assert due(june, june) == []
    assert due(june, date(2026, 7, 1)) == [(date(2026, 7, 1), date(2026, 9, 30))]
    # Within a period: the rest of it, from the day after.
    assert due(date(2026, 5, 10), date(2026, 5, 10)) == []
    assert due(date(2026, 5, 10), date(2026, 5, 11)) == [(date(2026, 5, 11), june)]
    given = {"ends_on": None, "in_advance": True, "invoiced_until": date(2026, 5, 10)}
    assert next_due(YEAR, Period.QUARTER, (), **given) == date(2026, 5, 11)
    assert next_due(YEAR, Period.QUARTER, {1}, **given) == date(2026, 7, 1)
