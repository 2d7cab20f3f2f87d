"""The pyramid of attitudes: the highest step that has its evidence, as all lower ones have theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.portfolio.enums import AttitudeLevel
from negoce.portfolio.rules.attitude import STEPS, AttitudeFacts, attitude, evidence_days, level_on

TODAY = date(2026, 11, 20)
FULL = AttitudeFacts(
    opened_on=date(2023, 1, 5),
    asked_on=date(2023, 2, 1),
    ordered_on=date(2023, 3, 1),
    reordered_on=date(2023, 6, 1),
    two_years_on=date(2025, 3, 9),
    second_family_on=date(2024, 1, 15),
    referral_on=date(2026, 2, 2),
    testimonial_on=date(2025, 12, 1),
)
L = AttitudeLevel


@pytest.mark.parametrize(
    ("missing", "level", "since"),
    [
        ({}, L.ENGAGEMENT, date(2025, 12, 1)),
        ({"testimonial_on": None}, L.ENGAGEMENT, date(2026, 2, 2)),
        ({"testimonial_on": None, "referral_on": None}, L.ATTACHMENT, date(2024, 1, 15)),
        ({"second_family_on": None, "testimonial_on": None}, L.ENGAGEMENT, date(2026, 2, 2)),
        ({"second_family_on": None, "two_years_on": None}, L.REPURCHASE, date(2023, 6, 1)),
        ({"reordered_on": None}, L.FIRST_PURCHASE, date(2023, 3, 1)),
        ({"ordered_on": None, "reordered_on": None}, L.CURIOSITY, date(2023, 2, 1)),
        ({"ordered_on": None, "asked_on": None}, L.INTEREST, date(2023, 1, 5)),
        ({"ordered_on": None, "opened_on": None}, L.NONE, None),
        ({"open_complaint": True}, L.FIRST_PURCHASE, date(2023, 3, 1)),
    ],
)
def test_a_step_holds_with_all_lower_ones(missing: dict, level: AttitudeLevel, since: date | None) -> None:
    standing = attitude(replace(FULL, **missing), TODAY)
    assert (standing.level, standing.since) == (level, since)


def test_the_next_step_says_what_is_missing() -> None:
    standing = attitude(replace(FULL, reordered_on=None), TODAY)
    assert standing.next_step is not None
    assert (standing.next_step.level, standing.next_step.explanation.code) == (
        L.REPURCHASE,
        "attitude.to_repurchase",
    )
    assert [each.holds for each in standing.evidence] == [True, True, True, False, True, True]
    complaint = attitude(replace(FULL, open_complaint=True), TODAY).next_step
    assert complaint is not None
    assert complaint.explanation.code == "attitude.complaint"
    assert attitude(FULL, TODAY).next_step is None


def test_an_order_proves_the_exchange_that_nobody_noted() -> None:
    standing = attitude(AttitudeFacts(ordered_on=date(2026, 1, 2)), TODAY)
    assert (standing.level, standing.since) == (L.FIRST_PURCHASE, date(2026, 1, 2))
    assert standing.evidence[0].explanation.code == "attitude.by_order"


def test_nothing_known_and_the_future_are_no_step() -> None:
    assert attitude(AttitudeFacts(), TODAY).level is L.NONE
    tomorrow = TODAY + timedelta(days=1)
    assert attitude(AttitudeFacts(ordered_on=tomorrow, opened_on=tomorrow), TODAY).level is L.NONE
    assert attitude(AttitudeFacts(opened_on=TODAY), TODAY).level is L.INTEREST


days = st.none() | st.dates(date(2020, 1, 1), date(2028, 1, 1))


@given(
    st.builds(AttitudeFacts, days, days, days, days, days, days, days, days),
    st.dates(date(2019, 1, 1), TODAY),
)
def test_the_level_of_a_day_is_read_from_the_days_of_its_steps(facts: AttitudeFacts, day: date) -> None:
    standing = attitude(facts, day)
    assert level_on(evidence_days(facts, TODAY), day) is standing.level
    height = STEPS.index(standing.level) + 1 if standing.level in STEPS else 0
    assert all(each.holds for each in standing.evidence[:height])
    assert standing.since is None or standing.since <= day
