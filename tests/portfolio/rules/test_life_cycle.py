"""R-F1 and the table of domain 1.1: where a company stands, since when, and why."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negoce.portfolio.enums import LifeStatus as S
from negoce.portfolio.rules.life_cycle import life_history, life_status, status_on
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.rhythm import rhythm_of
from negoce.portfolio.rules.thresholds import Thresholds

USUAL = Thresholds()
DAY = st.dates(date(2020, 1, 1), date(2027, 1, 1))
MAYBE = st.none() | DAY
FACTS = st.builds(
    LifeFacts,
    order_days=st.lists(DAY, max_size=12).map(tuple),
    need_on=MAYBE,
    qualified_on=MAYBE,
    meeting_accepted_on=MAYBE,
    meeting_refused_on=MAYBE,
    quote_wanted_on=MAYBE,
    buying_intent_on=MAYBE,
    departure_on=MAYBE,
    referral_won_on=MAYBE,
)
THRESHOLDS = st.builds(
    Thresholds,
    dormant_days=st.integers(1, 400).map(D),
    dormant_cadences=st.integers(1, 6).map(D),
    lost_days=st.integers(1, 800).map(D),
    lost_cadences=st.integers(1, 9).map(D),
    few_orders=st.integers(0, 4).map(D),
    few_orders_months=st.integers(1, 30).map(D),
)


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def on(text: str) -> date:
    return date.fromisoformat(text)


MONTHLY = LifeFacts(days("2026-01-10", "2026-02-09", "2026-03-11", "2026-04-12", "2026-05-10"))
UNEVEN = LifeFacts(days("2026-01-05", "2026-01-20", "2026-05-20", "2026-06-01"))


def test_the_rhythm_of_the_worked_example() -> None:
    rhythm = rhythm_of(MONTHLY.order_days, USUAL)
    assert rhythm is not None
    assert (rhythm.cadence, round(rhythm.variation or 0, 4)) == (30, 0.0471)
    uneven = rhythm_of(UNEVEN.order_days, USUAL)
    assert uneven is not None
    assert (uneven.cadence, round(uneven.variation or 0, 4)) == (15, 1.0249)


@pytest.mark.parametrize(
    ("facts", "today", "status", "since"),
    [
        (MONTHLY, "2026-06-20", S.REGULAR, "2026-03-11"),
        (MONTHLY, "2026-08-01", S.DORMANT, "2026-07-10"),
        (MONTHLY, "2026-11-20", S.LOST, "2026-11-07"),
        (UNEVEN, "2026-07-01", S.IRREGULAR, "2026-01-20"),
        (LifeFacts(days("2026-09-01")), "2026-10-15", S.NEW, "2026-09-01"),
        (LifeFacts(days("2026-01-15")), "2026-08-01", S.DORMANT, "2026-07-15"),
    ],
)
def test_the_worked_examples(facts: LifeFacts, today: str, status: S, since: str) -> None:
    standing = life_status(facts, USUAL, on(today))
    assert (standing.status, standing.since) == (status, on(since))


def test_the_limits_are_strict() -> None:
    silent = {
        n: life_status(MONTHLY, USUAL, on("2026-05-10") + timedelta(days=n)) for n in (60, 61, 180, 181)
    }
    assert [silent[n].status for n in silent] == [S.REGULAR, S.DORMANT, S.DORMANT, S.LOST]
    assert silent[181].since == on("2026-05-10") + timedelta(days=181)


def test_the_history_that_orders_imply() -> None:
    facts = LifeFacts((*MONTHLY.order_days, on("2026-12-01")))
    assert [(each.status, each.since) for each in life_history(facts, USUAL, on("2026-12-24"))] == [
        (S.NEW, on("2026-01-10")),
        (S.IRREGULAR, on("2026-02-09")),
        (S.REGULAR, on("2026-03-11")),
        (S.DORMANT, on("2026-07-10")),
        (S.LOST, on("2026-11-07")),
        (S.IRREGULAR, on("2026-12-01")),
    ]


def test_why_is_told_with_its_figures() -> None:
    standing = life_status(MONTHLY, USUAL, on("2026-08-15"))
    assert standing.explanation.code == "life.dormant"
    assert standing.explanation.figures == {
        "orders": 5,
        "last": on("2026-05-10"),
        "silence": 97,
        "cadence": D(30),
    }
    assert life_status(LifeFacts(days("2026-01-15")), USUAL, on("2026-08-01")).explanation.code == (
        "life.dormant_1"
    )


QUALIFIED = {"need_on": on("2026-01-02"), "qualified_on": on("2026-01-05")}


@pytest.mark.parametrize(
    ("facts", "status", "since"),
    [
        ({}, S.SUSPECT, None),
        ({"meeting_accepted_on": on("2026-02-01")}, S.SUSPECT, None),
        ({"need_on": on("2026-01-02")}, S.LEAD, "2026-01-02"),
        (QUALIFIED, S.TO_APPROACH, "2026-01-05"),
        ({"qualified_on": on("2026-01-05")}, S.TO_APPROACH, "2026-01-05"),
        (QUALIFIED | {"meeting_refused_on": on("2026-02-01")}, S.COLD, "2026-02-01"),
        (
            QUALIFIED | {"meeting_accepted_on": on("2026-02-01"), "meeting_refused_on": on("2026-03-01")},
            S.COLD,
            "2026-03-01",
        ),
        (
            QUALIFIED | {"meeting_refused_on": on("2026-02-01"), "meeting_accepted_on": on("2026-03-01")},
            S.WARM,
            "2026-03-01",
        ),
        (
            QUALIFIED | {"meeting_accepted_on": on("2026-02-01"), "quote_wanted_on": on("2026-02-10")},
            S.HOT,
            "2026-02-10",
        ),
        (
            QUALIFIED | {"meeting_accepted_on": on("2026-02-01"), "buying_intent_on": on("2026-01-10")},
            S.HOT,
            "2026-02-01",
        ),
        (QUALIFIED | {"quote_wanted_on": on("2026-02-10")}, S.TO_APPROACH, "2026-01-05"),
        ({"meeting_accepted_on": on("2026-01-03"), "qualified_on": on("2026-01-05")}, S.WARM, "2026-01-05"),
        (QUALIFIED | {"departure_on": on("2026-05-01")}, S.LOST, "2026-05-01"),
    ],
)
def test_before_the_first_order(facts: dict[str, date], status: S, since: str | None) -> None:
    standing = life_status(LifeFacts((), **facts), USUAL, on("2026-06-01"))
    assert (standing.status, standing.since) == (status, since and on(since))


def test_an_ambassador_is_active_and_brought_a_customer_in_24_months() -> None:
    facts = LifeFacts(MONTHLY.order_days, referral_won_on=on("2026-04-20"))
    assert life_status(facts, USUAL, on("2026-06-20")).status is S.AMBASSADOR
    assert life_status(facts, USUAL, on("2026-06-20")).since == on("2026-04-20")
    assert life_status(facts, USUAL, on("2026-08-01")).status is S.DORMANT
    old = LifeFacts(MONTHLY.order_days, referral_won_on=on("2024-06-20"))
    assert life_status(old, USUAL, on("2026-06-20")).status is S.AMBASSADOR
    assert life_status(old, USUAL, on("2026-06-21")).status is S.REGULAR
    assert life_status(old, USUAL, on("2026-06-21")).since == on("2026-06-21")
    single = LifeFacts(days("2026-06-01"), referral_won_on=on("2026-06-10"))
    assert life_status(single, USUAL, on("2026-06-20")).status is S.NEW


def test_a_departure_holds_until_an_order_of_a_later_day() -> None:
    gone = LifeFacts(MONTHLY.order_days, departure_on=on("2026-05-10"))
    standing = life_status(gone, USUAL, on("2026-05-20"))
    assert (standing.status, standing.since) == (S.LOST, on("2026-05-10"))
    assert standing.explanation.code == "life.departed"
    back = LifeFacts((*MONTHLY.order_days, on("2026-05-30")), departure_on=on("2026-05-10"))
    assert life_status(back, USUAL, on("2026-05-30")).status is S.REGULAR
    assert life_status(back, USUAL, on("2026-05-30")).since == on("2026-05-30")


def test_too_few_orders_make_dormant_once_their_months_have_passed() -> None:
    few = Thresholds(few_orders=D(2), few_orders_months=D(3), dormant_days=D(500), lost_days=D(900))
    facts = LifeFacts(days("2026-01-10", "2026-02-10"))
    assert life_status(facts, few, on("2026-04-10")).status is S.IRREGULAR
    standing = life_status(facts, few, on("2026-04-11"))
    assert (standing.status, standing.since) == (S.DORMANT, on("2026-04-11"))
    assert standing.explanation.code == "life.dormant_few"
    assert life_status(LifeFacts(days("2026-01-10")), few, on("2026-03-01")).status is S.NEW


def test_bad_days_count_for_nothing() -> None:
    today = on("2026-06-20")
    future = LifeFacts((*MONTHLY.order_days, on("2126-01-01")), departure_on=on("2027-01-01"))
    assert life_status(future, USUAL, today) == life_status(MONTHLY, USUAL, today)
    assert life_status(LifeFacts(days("2026-06-21")), USUAL, today).status is S.SUSPECT
    same_day = LifeFacts((on("2026-06-01"),) * 10_000)
    assert life_status(same_day, USUAL, today).status is S.NEW
    huge = Thresholds(dormant_days=D(9_999_999_999), lost_days=D(9_999_999_999), few_orders=D(9),
                      few_orders_months=D(999_999))  # fmt: skip
    assert life_status(MONTHLY, huge, on("2030-01-01")).status is S.REGULAR


@settings(max_examples=150)
@given(FACTS, THRESHOLDS, DAY)
def test_the_history_ends_with_the_status_and_each_turn_is_a_change(
    facts: LifeFacts, thresholds: Thresholds, today: date
) -> None:
    history = life_history(facts, thresholds, today)
    assert history[-1] == life_status(facts, thresholds, today)
    assert history[-1].status == status_on(facts, thresholds, today)
    starts = [each.since for each in history if each.since is not None]
    assert starts == sorted(set(starts))
    assert all(start <= today for start in starts)
    assert all(before.status != after.status for before, after in pairwise(history))


@settings(max_examples=100)
@given(FACTS, THRESHOLDS, DAY)
def test_it_began_on_the_very_day_it_says(facts: LifeFacts, thresholds: Thresholds, today: date) -> None:
    standing = life_status(facts, thresholds, today)
    if standing.since is None:
        return
    assert status_on(facts, thresholds, standing.since) == standing.status
    assert status_on(facts, thresholds, standing.since - timedelta(days=1)) != standing.status


@settings(max_examples=60)
@given(FACTS, THRESHOLDS, DAY, st.integers(0, 900))
def test_the_past_reads_the_same_later(
    facts: LifeFacts, thresholds: Thresholds, today: date, later: int
) -> None:
    soon = life_history(facts, thresholds, today + timedelta(days=later))
    known = [each for each in soon if each.since is not None and each.since <= today]
    now = [each for each in life_history(facts, thresholds, today) if each.since is not None]
    assert [(each.status, each.since) for each in known] == [(each.status, each.since) for each in now]
