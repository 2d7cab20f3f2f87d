"""What an answer hides, and until when: what was answered does not come back before something new. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.automation.enums import DayAnswerKind
from negoce.automation.rules.day_kinds import WEIGHTS

MOST_POSTPONED_DAYS = 365


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: about which action, on which fact it rested, and the first day on which it holds no more."""

    kind: str
    key: str
    answer: str
    fact: str
    until: date | None


def hides(given: Given, fact: str, today: date) -> bool:
    """Whether an answer still hides its action, which rests on `fact` today.

    What was postponed waits for its day. What was done or refused stays away until another fact, and comes back
    on its day at the latest, where it has one.
    """
    if given.until is not None and today >= given.until:
        return False
    return given.answer == DayAnswerKind.POSTPONED or given.fact == fact


def hidden_keys(
    answers: Iterable[Given], facts: dict[tuple[str, str], str], today: date
) -> set[tuple[str, str]]:
    """Of the actions named by kind and key with their facts, those that an answer hides today."""
    hidden = set()
    for each in answers:
        place = (each.kind, each.key)
        if place in facts and hides(each, facts[place], today):
            hidden.add(place)
    return hidden


def rest_until(kind: str, answer: str, today: date) -> date | None:
    """The day on which an action that was done comes back though nothing happened; None for never."""
    days = WEIGHTS[kind].rest_days
    return today + timedelta(days=days) if answer == DayAnswerKind.DONE and days else None


def postponed_until(words: str, today: date) -> date | None:
    """The day meant by `1`, `3` (days), `week` (the next Monday); None for anything else."""
    if words == "week":
        return today + timedelta(days=7 - today.weekday())
    if words in ("1", "3"):
        return today + timedelta(days=int(words))
    return None


def may_wait_until(until: date, today: date) -> bool:
    """Whether a day is one that an action can be put off to."""
    return today < until <= today + timedelta(days=MOST_POSTPONED_DAYS)
