"""Odds of a step: the stated prior when few deals are closed, the team's own history when many are."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.portfolio.rules.step_odds import PRIOR, STEPS, DealStory, closing_day, step_odds

DAY = date(2026, 5, 4)


def story(*steps: str, won: bool, closed: date = date(2026, 6, 3)) -> DealStory:
    return DealStory(dict.fromkeys(steps, DAY), closed, won)


def test_without_history_the_prior_is_stated() -> None:
    odds = step_odds([])
    assert {step: odd.probability for step, odd in odds.items()} == dict(PRIOR)
    assert tuple(odds) == STEPS
    assert odds["negotiation"].explanation.code == "odds.prior"


def test_too_few_deals_teach_nothing() -> None:
    odd = step_odds([story("negotiation", won=True)] * 4)["negotiation"]
    assert (odd.probability, odd.won, odd.closed, odd.days) == (0.6, 4, 4, 21)
    assert (odd.is_learned, odd.interval, odd.explanation.code) == (False, None, "odds.few")


def test_some_deals_move_the_prior_a_little() -> None:
    # (5 won + 10 × 0.60) ÷ (5 closed + 10) = 0.733
    odd = step_odds([story("negotiation", won=True)] * 5)["negotiation"]
    assert odd.probability == pytest.approx(11 / 15)
    assert odd.explanation.code == "odds.learned"


def test_the_interval_narrows_with_deals_and_holds_the_chance() -> None:
    some, many = (
        step_odds([story("discovery", won=place % 4 == 0) for place in range(count)])["discovery"]
        for count in (20, 2_000)
    )
    # Wilson: (0.25 + 1.6425 ÷ 60 ± 1.2816 √(0.25 × 0.75 ÷ 30 + 1.6425 ÷ 3,600)) ÷ (1 + 1.6425 ÷ 30).
    assert some.interval == pytest.approx((0.1635, 0.3625), abs=0.0005)
    assert many.interval == pytest.approx((0.2378, 0.2627), abs=0.0005)


def test_many_deals_decide_by_themselves() -> None:
    stories = [story("discovery", won=place % 5 == 0) for place in range(1_000)]
    odd = step_odds(stories)["discovery"]
    assert odd.probability == pytest.approx((200 + 2.5) / 1_010)
    assert abs(odd.probability - 0.2) < 0.001


def test_a_step_that_was_passed_over_learns_nothing_from_a_deal() -> None:
    odds = step_odds([story("contact", "negotiation", won=True)])
    assert [step for step, odd in odds.items() if odd.closed] == ["contact", "negotiation"]


def test_the_delay_is_learned_from_five_deals_won() -> None:
    closed = [date(2026, 5, 14), date(2026, 5, 24), date(2026, 6, 3), date(2026, 6, 13), date(2026, 7, 3)]
    won = [story("discussion", won=True, closed=day) for day in closed]
    assert step_odds(won)["discussion"].days == 30
    assert step_odds(won[:4])["discussion"].days == 30  # the stated delay, which happens to be the same
    assert step_odds([*won, story("discussion", won=True, closed=date(2026, 12, 1))])["discussion"].days == 35


@pytest.mark.parametrize(
    ("close_on", "expected"),
    [
        (date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 19), date(2026, 12, 20)),
        (None, date(2026, 12, 20)),
    ],
)
def test_a_day_that_has_passed_is_replaced_by_the_usual_delay(close_on: date | None, expected: date) -> None:
    assert closing_day(close_on, 30, date(2026, 11, 20)) == expected
