"""What each kind of action of the day weighs: how likely it is to matter, and how pressing its day makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from negoce.automation.enums import DayKind as K


@dataclass(frozen=True, slots=True)
class KindWeight:
    """`probability` (0 to 1) holds where nothing better is known of the one at hand.

    Urgency is `early` when `lead_days` are left, `on_day` on the day itself and `late` from `late_days` after it,
    in straight lines between. Said done, it rests for `rest_days`: None until something new happens.
    """

    probability: float
    lead_days: int
    early: float
    on_day: float
    late_days: int
    late: float
    rest_days: int | None = None


WEIGHTS: Mapping[str, KindWeight] = {
    # The fresher the absence, the better the chances.
    K.RECALL: KindWeight(0.2, 0, 1.3, 1.3, 180, 0.8, 45),
    K.ORDER_EXPECTED: KindWeight(0.5, 0, 1.0, 1.0, 30, 1.5, 14),
    K.WELCOME: KindWeight(0.3, 7, 0.8, 1.1, 21, 1.3),
    K.PROMISE: KindWeight(0.25, 3, 0.8, 1.3, 7, 2.0),
    K.TASK: KindWeight(0.12, 0, 1.2, 1.2, 7, 1.7),
    # Somebody asked: what answers them cools in hours.
    K.REQUEST: KindWeight(0.3, 0, 2.0, 2.0, 2, 3.0),
    K.QUOTE: KindWeight(0.35, 0, 1.0, 1.0, 14, 1.4, 7),
    K.QUOTE_ENDING: KindWeight(0.35, 10, 1.0, 1.6, 1, 1.6, 7),
    K.DEAL_LATE: KindWeight(0.35, 0, 1.0, 1.0, 30, 1.5, 14),
    K.DEAL_STILL: KindWeight(0.25, 0, 0.9, 0.9, 30, 1.3, 14),
    K.DECIDER: KindWeight(0.2, 0, 0.9, 0.9, 60, 1.2, 30),
    K.HOT_PROSPECT: KindWeight(0.3, 0, 1.2, 1.2, 30, 1.5, 14),
    K.LEAD_SCORED: KindWeight(0.15, 0, 1.2, 1.2, 30, 0.9, 30),
    K.CONTRACT: KindWeight(0.3, 90, 0.6, 1.8, 1, 1.8, 30),
    K.DELIVERY: KindWeight(0.15, 0, 1.4, 1.4, 10, 2.0, 3),
    K.OVERDUE: KindWeight(0.05, 0, 0.8, 0.8, 60, 1.6, 14),
    K.PAYMENT_PROMISE: KindWeight(0.15, 0, 1.2, 1.2, 10, 1.8, 7),
    K.APPROVAL: KindWeight(0.4, 0, 1.5, 1.5, 3, 2.0),
    K.MESSAGE: KindWeight(0.1, 0, 1.3, 1.3, 5, 1.6),
    # Telling sells nothing today: it goes for as much as a task while the meeting, or the end, is fresh; then it fades.
    K.REVIEW: KindWeight(0.07, 0, 2.0, 2.0, 7, 0.8),
    K.OUTCOME: KindWeight(0.05, 0, 1.5, 1.5, 90, 0.6),
}
# A request goes before everything else for so many days.
REQUEST_FIRST_DAYS = 7
# A learned score proposes a lead from so many percent on, and so many times the usual chance.
LEARNED_LEAST, LEARNED_TIMES = 10.0, 2.0
# From so many days after its term on, this share of a debt is usually lost.
LOST_BY_AGE: tuple[tuple[int, float], ...] = ((91, 0.5), (61, 0.25), (31, 0.1), (0, 0.05))

# Half a cadence more, or what leaves one gap in ten outside of a normal law.
LATE_SHARE, NINE_IN_TEN = 0.5, 1.2816


def urgency(kind: str, due_on: date | None, today: date) -> float:
    """How pressing an action is today, 1 when its kind has no day; always above 0."""
    weight = WEIGHTS[kind]
    if due_on is None:
        return 1.0
    late = (today - due_on).days
    if late <= 0:
        return _between(weight.early, weight.on_day, weight.lead_days + late, weight.lead_days)
    return _between(weight.on_day, weight.late, late, weight.late_days)


def goes_first(kind: str, due_on: date | None, today: date) -> bool:
    """Whether an action goes before the rest, whatever it is worth: somebody asked, lately, and waits."""
    is_fresh = due_on is None or (today - due_on).days <= REQUEST_FIRST_DAYS
    return kind == K.REQUEST and is_fresh


def late_after(cadence_days: float, variation: float | None) -> float:
    """Days of silence after which an order is late: beyond nine in ten of the customer's own gaps, one and a half
    cadences at least. `variation` is the standard deviation of the gaps over their mean, None for too few of them.
    """
    return cadence_days * (1 + max(LATE_SHARE, NINE_IN_TEN * (variation or 0.0)))


def by_age(table: tuple[tuple[int, float], ...], days: int) -> float:
    """The figure of a table for so many days."""
    return next((share for start, share in table if days >= start), table[-1][1])


def _between(first: float, last: float, done: int, whole: int) -> float:
    """A straight line from `first` to `last`, flat outside of it."""
    if whole <= 0 or done >= whole:
        return last
    return first + (last - first) * max(done, 0) / whole
