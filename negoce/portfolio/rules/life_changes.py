"""Which changes of status are written, from what is stored and what the facts say now (L1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Explanation
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.rules.life_cycle import LifeStanding
from negoce.portfolio.rules.life_reason import OVERRIDE


@dataclass(frozen=True, slots=True)
class Declared:
    """A status that a person declared, from a day to a last day, both included."""

    status: LifeStatus
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a company: its status shown and why, the day it was worked out for, its last change."""

    status: LifeStatus
    since: date
    is_declared: bool
    as_of: date
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change to write; `before` is None for the first status that is known.

    `is_correction` tells of one that no day of the facts explains: they were corrected.
    """

    before: LifeStatus | None
    after: LifeStatus
    on: date
    cause: StatusCause
    why: Explanation
    is_past: bool
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a company shows: the declared status where one is in force, else what the facts say."""

    status: LifeStatus
    since: date | None
    cause: StatusCause
    why: Explanation


def shown_status(standing: LifeStanding, declared: Declared | None) -> Shown:
    """The status that is shown; `declared` is the one in force on the day, or None."""
    if declared is None:
        return Shown(standing.status, standing.since, StatusCause.COMPUTED, standing.explanation)
    why = Explanation(OVERRIDE, {"on": declared.starts_on, "until": declared.ends_on})
    return Shown(declared.status, declared.starts_on, StatusCause.DECLARED, why)


def changes_to_write(
    stored: Stored | None, history: Sequence[LifeStanding], declared: Declared | None, today: date
) -> tuple[Change, ...]:
    """The changes that lead from what is stored to what is shown today, oldest first.

    Where nothing is stored, the whole history is written; else what happened since the last change. A change dated
    before the day for which the row was worked out is past: it was found afterwards. When the facts themselves were
    corrected (an order of long ago entered or cancelled) the change is dated today, after those already told.
    """
    found: list[Change] = []
    status = stored.status if stored is not None else None
    if stored is None or not (stored.is_declared or declared):
        first_seen = today if stored is None else stored.as_of
        for each in history:
            if each.since is None or each.status == status:
                continue
            if stored is not None and each.since <= (stored.changed_on or date.min):
                continue
            past = each.since < first_seen
            found.append(
                Change(status, each.status, each.since, StatusCause.COMPUTED, each.explanation, past)
            )
            status = each.status
    shown = shown_status(history[-1], declared)
    if status != shown.status and not (status is None and shown.since is None):
        on = declared.starts_on if declared is not None else today
        corrected = declared is None and stored is not None and not stored.is_declared
        found.append(Change(status, shown.status, on, shown.cause, shown.why, False, corrected))
    return tuple(found)
