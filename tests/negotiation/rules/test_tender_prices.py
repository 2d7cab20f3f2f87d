"""Notes of prices (R-S5), and the highest price that still ranks first."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.tender_price_note import PriceMethod, price_notes
from negoce.negotiation.rules.tender_winning_price import Grading, Guess, ranks_first, winning_prices

TEN = Decimal(10)
METHODS = list(PriceMethod)


def _decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


@pytest.mark.parametrize(
    ("method", "notes"),
    [
        ("classic", ("10.00", "9.00", "7.50")),
        ("min_max", ("10.00", "6.67", "0.00")),
        ("lowest", ("10.00", "8.89", "6.67")),
    ],
)
def test_the_three_methods(method, notes):
    prices = _decimals("90000", "100000", "120000")
    assert price_notes(prices, highest=TEN, method=PriceMethod(method)).value == _decimals(*notes)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_price_has_the_same_highest_note(method):
    assert price_notes(_decimals("5", "5"), highest=TEN, method=method).value == _decimals("10", "10")
    assert price_notes(_decimals("5"), highest=TEN, method=method).value == _decimals("10")


def test_no_note_goes_below_zero():
    prices = _decimals("100", "149", "150", "151")
    found = price_notes(prices, highest=TEN, method=PriceMethod.LOWEST, slope=Decimal("1.5"))
    assert found.value == _decimals("10.00", "0.20", "0.00", "0.00")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("prices", "highest", "code"),
    [
        ((), "10", "price_note.no_price"),
        (("10", "0"), "10", "price_note.price_not_above_zero"),
        (("-1",), "10", "price_note.price_not_above_zero"),
        (("10",), "0", "price_note.no_highest"),
    ],
)
def test_what_has_no_note_is_refused(method, prices, highest, code):
    with pytest.raises(CannotWork) as refused:
        price_notes(_decimals(*prices), highest=Decimal(highest), method=method)
    assert refused.value.finding.code == code


def test_the_slope_is_above_one():
    with pytest.raises(CannotWork) as refused:
        price_notes(_decimals("1"), highest=TEN, method=PriceMethod.LOWEST, slope=Decimal(1))
    assert refused.value.finding.code == "price_note.slope"


ALPHA, BETA = Guess("Alpha", Decimal(95_000), Decimal(8)), Guess("Bêta", Decimal(88_000), Decimal(7))


@pytest.mark.parametrize(
    ("method", "weight", "quality"),
    list(product(METHODS, (Decimal(20), Decimal(60)), _decimals("6", "7.5", "8.5"))),
)
def test_one_cent_more_would_not_win(method, weight, quality):
    grading = Grading(weight, TEN, method)
    found = winning_prices([ALPHA, BETA], quality=quality, grading=grading).value
    assert [each.name for each in found] == ["Alpha", "Bêta", ""]
    for each, rivals in zip(found, ([ALPHA], [BETA], [ALPHA, BETA]), strict=True):
        if each.price is not None:
            assert ranks_first(each.price, rivals, quality, grading)
            assert not ranks_first(each.price + Decimal("0.01"), rivals, quality, grading)
        else:
            assert ranks_first(Decimal("0.01"), rivals, quality, grading) is each.any_price


def test_worked_by_hand():
    """Classic, 40 %: ours 4 × 95,000/P ... 60 % × 0.5 more of quality: 400 × 95,000/P > 400 − 30 gives 102,702.70."""
    found = winning_prices(
        [ALPHA],
        quality=Decimal("8.5"),
        grading=Grading(Decimal(40), TEN, PriceMethod.CLASSIC),
        cost=Decimal(82_000),
    ).value
    assert [(each.price, each.margin, each.rate) for each in found] == [
        _decimals("102702.70", "20702.70", "20.16")
    ]


def test_any_price_no_price_and_a_loss():
    grading = Grading(Decimal(20), TEN, PriceMethod.CLASSIC)
    poor = Guess("Gamma", Decimal(100), Decimal(0))
    rich = Guess("Delta", Decimal(100), Decimal(10))
    found = winning_prices([poor], quality=TEN, grading=grading)
    assert (found.value[0].any_price, found.findings[0].code) == (True, "winning.any_rival")
    found = winning_prices([rich], quality=Decimal(1), grading=grading)
    assert (found.value[0].price, found.findings[0].code) == (None, "winning.none_rival")
    found = winning_prices([rich], quality=Decimal(10), grading=grading, cost=Decimal(150))
    # As good as they are: a cent below their price.
    assert (found.value[0].price, found.value[0].margin) == _decimals("99.99", "-50.01")
    assert [each.code for each in found.findings] == ["winning.at_a_loss"]


@pytest.mark.parametrize(
    ("weight", "quality", "guesses", "code"),
    [
        ("0", "5", (ALPHA,), "winning.weight"),
        ("40", "11", (ALPHA,), "winning.note"),
        ("40", "5", (), "price_note.no_price"),
        ("40", "5", (Guess("x", Decimal(0), Decimal(1)),), "price_note.price_not_above_zero"),
    ],
)
def test_what_cannot_be_won_is_refused(weight, quality, guesses, code):
    with pytest.raises(CannotWork) as refused:
        winning_prices(
            guesses, quality=Decimal(quality), grading=Grading(Decimal(weight), TEN, PriceMethod.CLASSIC)
        )
    assert refused.value.finding.code == code
