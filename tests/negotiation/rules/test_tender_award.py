"""Criteria and their parts, offers compared with the price noted, and where our price ranks as it moves."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.tender_award import (
    AwardCriterion,
    AwardOffer,
    AwardScale,
    check_weights,
    contest_of,
    priced_grid,
)
from negoce.negotiation.rules.tender_award_values import clean_criteria, clean_offer, clean_scale
from negoce.negotiation.rules.tender_curve import curve_bounds, price_curve, standing_at
from negoce.negotiation.rules.tender_price_note import PriceMethod
from negoce.negotiation.rules.tender_winning_price import Grading, Guess, winning_prices

TEN = Decimal(10)
CLASSIC = AwardScale(TEN, PriceMethod.CLASSIC)


def _criteria(*weights: str) -> list[AwardCriterion]:
    names = ("Prix", "Technique", "Délai", "Service")
    return [
        AwardCriterion(key, names[key], Decimal(weight), is_price=key == 0)
        for key, weight in enumerate(weights)
    ]


def _offer(name: str, price: str | None, *notes: str, ours: bool = False) -> AwardOffer:
    known = {key: Decimal(note) for key, note in enumerate(notes, start=1) if note}
    return AwardOffer(name, None if price is None else Decimal(price), known, ours)


OURS = _offer("Nous", "100000", "8", "7", ours=True)
ALPHA = _offer("Alpha", "90000", "7", "8")


def test_notes_that_are_given_and_notes_that_are_worked_out_make_one_total():
    found = priced_grid([OURS, ALPHA], _criteria("40", "40", "20"), CLASSIC)
    # Price 9.00 and 10.00; 0.4 × 9 + 0.4 × 8 + 0.2 × 7 = 8.2, and 4 + 2.8 + 1.6 = 8.4.
    assert [(each.offer, each.total, each.rank) for each in found.value] == [
        ("Alpha", Decimal("8.400"), 1),
        ("Nous", Decimal("8.200"), 2),
    ]


def test_without_a_price_among_them_the_criteria_are_those_of_the_worked_example():
    weights = ("40", "35", "15", "10")
    criteria = [AwardCriterion(key, f"C{key}", Decimal(weight)) for key, weight in enumerate(weights, 1)]
    offers = [_offer("A", None, "9", "7", "8", "6"), _offer("B", None, "7.5", "8.5", "6", "8")]
    found = priced_grid(offers, criteria, CLASSIC).value
    assert [each.total for each in found] == [Decimal("7.850"), Decimal("7.675")]


def test_parts_are_noted_in_the_place_of_what_they_detail():
    criteria = [
        AwardCriterion(1, "Technique", Decimal(60)),
        AwardCriterion(2, "Méthode", Decimal(40), parent=1),
        AwardCriterion(3, "Équipe", Decimal(20), parent=1),
        AwardCriterion(4, "Délai", Decimal(40)),
    ]
    offer = AwardOffer("A", None, {2: Decimal(8), 3: Decimal(5), 4: Decimal(10)})
    assert priced_grid([offer], criteria, CLASSIC).value[0].total == Decimal("8.200")
    assert check_weights(criteria) == []


@pytest.mark.parametrize(
    ("weights", "code", "gap"),
    [(("40", "55"), "award.weights_short", 5), (("40", "75"), "award.weights_over", 15)],
)
def test_weights_tell_their_sum_and_what_is_missing(weights, code, gap):
    found = check_weights(_criteria(*weights))
    assert [(each.code, each.figures["gap"]) for each in found] == [(code, Decimal(gap))]


def test_parts_tell_what_they_should_sum_to():
    criteria = [
        AwardCriterion(1, "Technique", Decimal(100)),
        AwardCriterion(2, "Méthode", Decimal(70), parent=1),
    ]
    found = check_weights(criteria)[0]
    assert (found.code, found.figures["criterion"], found.figures["due"]) == (
        "award.parts_short",
        "Technique",
        Decimal(100),
    )


@pytest.mark.parametrize(
    ("offers", "weights", "code"),
    [
        ([OURS], ("40", "40", "10"), "award.weights_short"),
        ([OURS, _offer("Alpha", None, "7", "8")], ("40", "40", "20"), "award.price_missing"),
        ([OURS, _offer("Alpha", "0", "7", "8")], ("40", "40", "20"), "award.price_not_above_zero"),
        ([OURS, _offer("Alpha", "9", "7")], ("40", "40", "20"), "grid.note_missing"),
        ([_offer("Alpha", "9", "7")], ("40", "40", "20"), "grid.criterion_without_notes"),
        ([], ("40", "60"), "grid.nothing_to_compare"),
    ],
)
def test_what_cannot_be_compared_says_why(offers, weights, code):
    with pytest.raises(CannotWork) as refused:
        priced_grid(offers, _criteria(*weights), CLASSIC)
    assert refused.value.finding.code == code


@pytest.mark.parametrize("method", list(PriceMethod))
def test_the_same_price_everywhere_divides_by_nothing(method):
    offers = [_offer("Nous", "5", "8", ours=True), _offer("Alpha", "5", "7")]
    found = priced_grid(offers, _criteria("50", "50"), AwardScale(TEN, method))
    assert [each.total for each in found.value] == [Decimal("9.000"), Decimal("8.500")]


def test_what_is_not_wholly_known_is_left_aside_and_told():
    bare = _offer("Bêta", None, "9", "9")
    found = contest_of([OURS, ALPHA, bare], _criteria("40", "40", "20"), CLASSIC)
    # (40 × 8 + 20 × 7) ÷ 60 for us, (40 × 7 + 20 × 8) ÷ 60 for Alpha.
    assert found.value.quality == Decimal(460) / 60
    assert found.value.guesses == (Guess("Alpha", Decimal(90_000), Decimal(440) / 60),)
    assert [each.figures["offer"] for each in found.findings] == ["Bêta"]


def test_where_the_price_alone_counts_the_rest_is_nothing():
    found = contest_of([OURS, ALPHA], _criteria("100"), CLASSIC).value
    assert (found.quality, found.guesses[0].quality) == (Decimal(0), Decimal(0))
    won = winning_prices(found.guesses, quality=found.quality, grading=found.grading).value[-1]
    assert won.price == Decimal("89999.99")


@pytest.mark.parametrize(
    ("offers", "weights", "code"),
    [
        ([OURS, ALPHA], ("40", "50"), "award.weights_short"),
        ([ALPHA], ("40", "40", "20"), "award.no_offer_of_ours"),
        ([_offer("Nous", "1", "8", ours=True), ALPHA], ("40", "40", "20"), "award.our_note_missing"),
        ([OURS], ("40", "40", "20"), "award.no_rival"),
        ([OURS, _offer("Alpha", "9", "7")], ("40", "40", "20"), "award.rivals_incomplete"),
    ],
)
def test_what_has_no_winning_price_says_why(offers, weights, code):
    with pytest.raises(CannotWork) as refused:
        contest_of(offers, _criteria(*weights), CLASSIC)
    assert refused.value.finding.code == code


def test_without_a_price_among_the_criteria_none_wins():
    with pytest.raises(CannotWork) as refused:
        contest_of([OURS, ALPHA], [AwardCriterion(1, "Technique", Decimal(100))], CLASSIC)
    assert refused.value.finding.code == "award.no_price_criterion"


RIVALS = (
    Guess("Alpha", Decimal(95_000), Decimal(8)),
    Guess("Bêta", Decimal(88_000), Decimal(7)),
)


@pytest.mark.parametrize("method", list(PriceMethod))
def test_the_curve_is_first_up_to_the_winning_price_and_no_further(method):
    grading = Grading(Decimal(40), TEN, method)
    price = winning_prices(RIVALS, quality=Decimal("8.5"), grading=grading).value[-1].price
    assert price is not None
    ranks = [
        standing_at(each, RIVALS, Decimal("8.5"), grading).rank for each in (price, price + Decimal("0.01"))
    ]
    assert (ranks[0], ranks[1] > 1) == (1, True)
    bounds = curve_bounds(RIVALS, [price])
    points = price_curve(bounds, 21, RIVALS, Decimal("8.5"), grading)
    assert (points[0].price, points[-1].price) == bounds
    assert all(one.rank <= other.rank for one, other in pairwise(points))
    assert {each.price <= price for each in points if each.rank == 1} == {True}


@pytest.mark.parametrize("method", list(PriceMethod))
def test_the_grid_ranks_as_the_winning_price_says(method):
    criteria = _criteria("40", "60")
    scale = AwardScale(TEN, method)
    rivals = [_offer("Alpha", "95000", "8"), _offer("Bêta", "88000", "7")]
    won = winning_prices(RIVALS, quality=Decimal("8.5"), grading=Grading(Decimal(40), TEN, method))
    price = won.value[-1].price
    assert price is not None
    first = [
        [each.offer for each in priced_grid([ours, *rivals], criteria, scale).value if each.rank == 1]
        for ours in (
            _offer("Nous", str(price), "8.5", ours=True),
            _offer("Nous", str(price + Decimal("0.01")), "8.5", ours=True),
        )
    ]
    # A cent above is a tie at best, and a tie is not a win.
    assert (first[0], first[1] == ["Nous"]) == (["Nous"], False)


def test_a_first_place_that_no_shown_figure_explains_is_told():
    offers = [_offer("Nous", "99999.99", "8", ours=True), _offer("Alpha", "100000", "8")]
    found = priced_grid(offers, _criteria("40", "60"), CLASSIC)
    assert [(each.offer, each.total, each.rank) for each in found.value] == [
        ("Nous", Decimal("8.800"), 1),
        ("Alpha", Decimal("8.800"), 2),
    ]
    assert [(each.code, each.figures) for each in found.findings] == [
        ("grid.nearly_a_tie", {"first": "Nous", "second": "Alpha"})
    ]


def test_a_point_of_the_curve_is_worked_out_by_hand():
    grading = Grading(Decimal(40), TEN, PriceMethod.CLASSIC)
    found = standing_at(Decimal(110_000), RIVALS, Decimal("8.5"), grading)
    # 0.4 × 8 + 0.6 × 8.5 for us; 0.4 × 10 + 0.6 × 7 for Bêta, 0.4 × 9.263 + 0.6 × 8 for Alpha.
    assert (found.points, found.best, found.rank) == (Decimal("8.300"), Decimal("8.505"), 2)


def test_bounds_of_the_least_prices_hold():
    assert curve_bounds([Guess("A", Decimal("0.01"), TEN)], [Decimal(0)]) == (
        Decimal("0.01"),
        Decimal("0.02"),
    )


@pytest.mark.parametrize(
    ("lines", "errors"),
    [
        ([{"name": "Prix", "weight": "40", "is_price": True}, {"name": "", "weight": ""}], {}),
        ([{"name": "", "weight": "40"}], {1: "award.criterion_needed"}),
        ([{"name": "Prix", "weight": "0"}], {1: "award.weight_range"}),
        ([{"name": "Prix", "weight": "abc"}], {1: "number.unreadable"}),
        ([{"name": "Équipe", "weight": "4", "is_part": True}], {1: "award.part_of_nothing"}),
        (
            [{"name": name, "weight": "50", "is_price": True} for name in ("Prix", "Coût")],
            {2: "award.two_prices"},
        ),
        (
            [
                {"name": "Prix", "weight": "50", "is_price": True},
                {"name": "Achat", "weight": "50", "is_part": True},
            ],
            {1: "award.price_is_detailed"},
        ),
        ([{"name": f"C{number}", "weight": "3"} for number in range(31)], {0: "award.too_many"}),
    ],
)
def test_criteria_are_read_line_by_line(lines, errors):
    found = clean_criteria(lines)
    assert {number: each.code for number, each in found.errors.items()} == errors


def test_scales_and_offers_refuse_what_cannot_be_noted():
    scale = clean_scale({"method": "lowest", "highest": "0", "slope": "1"})
    assert {name: each.code for name, each in scale.errors.items()} == {
        "highest": "award.highest_range",
        "slope": "price_note.slope",
    }
    given = {"name": "Alpha", "price": "0", "note-a": "11", "note-b": "7,5"}
    offer = clean_offer(given, highest=TEN, criteria={"a": "Technique", "b": "Délai"})
    assert {name: each.code for name, each in offer.errors.items()} == {
        "price": "award.price_zero",
        "note-a": "award.note_range",
    }
    assert offer.values["note-b"] == Decimal("7.50")
