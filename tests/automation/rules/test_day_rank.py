"""The ranking of a day: tables of cases, and what holds of all figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.automation.enums import DayKind
from negoce.automation.rules.day_kinds import LOST_BY_AGE, WEIGHTS, by_age, late_after, urgency
from negoce.automation.rules.day_rank import LEAST_LEARNED, Ranked, half_score, learned_factor, rank, spread

TODAY = date(2026, 11, 20)
STAKES = st.decimals(min_value=0, max_value=D(10) ** 14, places=2)
CHANCES = st.floats(0, 1)
PRESSING = st.floats(0, 3)


def ranked(stake: str | None, probability: float, urgent: float, learned: float = 1.0) -> Ranked:
    return rank(
        stake=None if stake is None else D(stake),
        probability=probability,
        urgency=urgent,
        learned=learned,
        half=1000,
    )


@pytest.mark.parametrize(
    ("stake", "probability", "urgent", "learned", "value", "score"),
    [
        ("18400", 0.34, 1.3, 1.0, 8132.8, 89),
        ("9600", 0.3, 1.8, 1.0, 5184.0, 84),
        ("1000", 1.0, 1.0, 1.0, 1000.0, 50),
        ("1000", 1.0, 1.0, 0.5, 500.0, 33),
        ("0", 0.5, 1.0, 1.0, 150.0, 13),
        (None, 0.5, 1.0, 1.0, 150.0, 13),
        ("18400", 0.0, 2.0, 1.0, 0.0, 0),
    ],
)
def test_margin_times_probability_times_urgency(
    stake: str | None, probability: float, urgent: float, learned: float, value: float, score: int
) -> None:
    found = ranked(stake, probability, urgent, learned)
    assert (round(found.value, 2), found.score) == (value, score)


def test_it_explains_itself() -> None:
    found = rank(stake=D("18400"), probability=0.34, urgency=1.3, learned=0.8, refusals=3, half=1000)
    assert [(step.code, dict(step.figures)) for step in found.steps] == [
        ("day.learned", {"count": 3, "factor": D("0.8")}),
        (
            "day.value_times",
            {
                "stake": D("18400.00"),
                "percent": 34,
                "urgency": D("1.3"),
                "value": D("6506"),
                "score": 87,
                "times": D("0.8"),
            },
        ),
    ]
    assert [step.code for step in ranked(None, 0.5, 1).steps] == ["day.least_stake", "day.value"]


def test_what_a_house_gives_more_weight_ranks_higher_and_says_so() -> None:
    found = rank(stake=D("1000"), probability=0.5, urgency=1.0, weight=1.5, half=1000)
    assert (found.value, found.score) == (750.0, 43)
    assert [(step.code, step.figures.get("factor", step.figures.get("times"))) for step in found.steps] == [
        ("day.weight", D("1.5")),
        ("day.value_times", D("1.5")),
    ]


@given(STAKES, STAKES, CHANCES, CHANCES, PRESSING, PRESSING, CHANCES, CHANCES)
def test_more_of_anything_never_ranks_lower(
    a: D, b: D, c: float, d: float, e: float, f: float, g: float, h: float
) -> None:
    less = rank(stake=min(a, b), probability=min(c, d), urgency=min(e, f), learned=min(g, h))
    more = rank(stake=max(a, b), probability=max(c, d), urgency=max(e, f), learned=max(g, h))
    assert less.value <= more.value
    assert 0 <= less.score <= more.score <= 100


@given(
    st.one_of(st.none(), st.decimals(allow_nan=True, allow_infinity=True)),
    st.floats(),
    st.floats(),
)
def test_any_figures_give_a_score(stake: D | None, probability: float, urgent: float) -> None:
    if stake is not None and stake.is_snan():
        return
    found = rank(stake=stake, probability=probability, urgency=urgent)
    assert 0 <= found.score <= 100
    assert found.value < float("inf")


@pytest.mark.parametrize(
    ("days_ago", "factor"),
    [([], 1.0), ([0], 0.85), ([60], 0.922), ([0, 0, 0], 0.614), ([0] * 40, LEAST_LEARNED), ([-3], 0.85)],
)
def test_refusals_make_a_kind_sink_and_are_forgotten(days_ago: list[int], factor: float) -> None:
    days = [TODAY - timedelta(days=each) for each in days_ago]
    assert round(learned_factor(days, TODAY), 3) == factor


def test_a_house_sets_how_much_a_refusal_takes_and_how_long_it_is_remembered() -> None:
    days = [TODAY, TODAY - timedelta(days=30)]
    assert round(learned_factor(days, TODAY, each=0.5, half_life=30), 3) == 0.354
    assert learned_factor(days, TODAY, each=0.0) == 1.0


@pytest.mark.parametrize(
    ("kind", "days_late", "factor"),
    [
        (DayKind.CONTRACT, -90, 0.6),
        (DayKind.CONTRACT, -45, 1.2),
        (DayKind.CONTRACT, 0, 1.8),
        (DayKind.CONTRACT, 400, 1.8),
        (DayKind.RECALL, 0, 1.3),
        (DayKind.RECALL, 90, 1.05),
        (DayKind.RECALL, 4000, 0.8),
        (DayKind.PROMISE, 7, 2.0),
        (DayKind.OVERDUE, 30, 1.2),
    ],
)
def test_urgency_follows_the_day(kind: DayKind, days_late: int, factor: float) -> None:
    assert round(urgency(kind, TODAY - timedelta(days=days_late), TODAY), 3) == factor


def test_a_kind_without_a_day_is_as_urgent_as_any() -> None:
    assert [urgency(kind, None, TODAY) for kind in DayKind] == [1.0] * len(DayKind)


def test_every_kind_has_its_weight() -> None:
    assert set(WEIGHTS) == set(DayKind)
    assert all(0 < each.probability <= 1 for each in WEIGHTS.values())


@pytest.mark.parametrize(
    ("cadence", "variation", "days"), [(30.0, None, 45.0), (30.0, 0.2, 45.0), (30.0, 1.0, 68.448)]
)
def test_an_order_is_late_beyond_the_rhythm_of_the_customer(
    cadence: float, variation: float | None, days: float
) -> None:
    assert round(late_after(cadence, variation), 3) == days


def test_a_debt_is_lost_more_often_as_it_ages() -> None:
    assert [by_age(LOST_BY_AGE, days) for days in (1, 31, 61, 91)] == [0.05, 0.1, 0.25, 0.5]


@pytest.mark.parametrize(("revenue", "half"), [(None, 300), (0, 50), (10_000, 1_000), (60_000, 6_000)])
def test_half_of_the_scale_follows_what_customers_buy(revenue: float | None, half: float) -> None:
    assert half_score(revenue) == half


def test_half_of_a_day_at_most_is_of_one_kind_while_others_wait() -> None:
    kinds = ["recall"] * 6 + ["promise", "quote", "recall"]
    assert spread(kinds, 4) == [0, 1, 6, 7, 2, 3, 4, 5, 8]
    assert spread(kinds, 3) == [0, 1, 6, 2, 3, 4, 5, 7, 8]
    assert spread(["recall"] * 5, 4) == [0, 1, 2, 3, 4]
    assert spread(["recall", "recall", "recall", "promise"], 4) == [0, 1, 2, 3]
    assert spread(kinds, 0) == list(range(9))
    assert spread([], 4) == []
