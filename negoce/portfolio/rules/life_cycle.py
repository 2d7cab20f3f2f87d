"""Where a company stands in the cycle of the relation, since when, and why (domain 1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import zip_longest

from negoce.kit.explain import Explanation
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.rhythm import Rhythm, first_day_out, past_days, rhythm_of, rhythms
from negoce.portfolio.rules.thresholds import Thresholds

_DATES = tuple(field.name for field in fields(LifeFacts) if field.name != "order_days")


@dataclass(frozen=True, slots=True)
class LifeStanding:
    """A status, the exact day on which it began (None for a suspect: nothing began it) and why.

    The figures of the explanation are dates, whole numbers and decimals; each code has its sentence in
    `portfolio/life_words.py`.
    """

    status: LifeStatus
    since: date | None
    explanation: Explanation


def life_status(facts: LifeFacts, thresholds: Thresholds, today: date) -> LifeStanding:
    """Where a company stands on a day, from its orders (R-F1) and from what came before them.

    Dormant and lost when the silence is strictly longer than both limits; a departure declared means lost until an
    order of a later day. The second trigger of dormancy, off by default, waits until its months have passed since
    the first order: a new customer is not dormant on the day of the first purchase.
    """
    return life_history(facts, thresholds, today)[-1]


def life_history(facts: LifeFacts, thresholds: Thresholds, today: date) -> tuple[LifeStanding, ...]:
    """Each status that these facts imply, oldest first, up to today; never empty, the last is that of today.

    Of what precedes the first order, the facts keep the latest date of each kind: earlier changes are not told.
    """
    known = facts_on(facts, today)
    paces = list(rhythms(known.order_days, thresholds))
    past: list[LifeStanding] = []
    place = 0
    for day in _turning_days(known, paces, thresholds, today):
        while place < len(paces) and paces[place].last <= day:
            place += 1
        status = _status_on(known, paces[place - 1] if place else None, thresholds, day)
        if status != (past[-1].status if past else LifeStatus.SUSPECT):
            past.append(
                LifeStanding(status, day, _why(known, paces[place - 1 : place], thresholds, day, status))
            )
    if not past:
        why = _why_before(known, today, LifeStatus.SUSPECT)
        return (LifeStanding(LifeStatus.SUSPECT, None, why),)
    past[-1] = replace(past[-1], explanation=_why(known, paces[-1:], thresholds, today, past[-1].status))
    return tuple(past)


def status_on(facts: LifeFacts, thresholds: Thresholds, today: date) -> LifeStatus:
    """The status alone, in one pass over the order days: what a preview of many companies asks."""
    known = facts_on(facts, today)
    return _status_on(known, rhythm_of(known.order_days, thresholds), thresholds, today)


def facts_on(facts: LifeFacts, today: date) -> LifeFacts:
    """The facts up to a day: what is dated later is as if it were not known."""
    dates = {name: _until(getattr(facts, name), today) for name in _DATES}
    return LifeFacts(order_days=past_days(facts.order_days, today), **dates)


def _turning_days(
    facts: LifeFacts, paces: Sequence[Rhythm], thresholds: Thresholds, today: date
) -> list[date]:
    """Every day on which the status may have changed, ascending, up to today."""
    last = today.toordinal()
    days = {pace.last for pace in paces}
    days.update(day for name in _DATES if (day := getattr(facts, name)) is not None)
    for pace, following in zip_longest(paces, paces[1:]):
        # A silence that the next order broke in time never began.
        end = last + 1 if following is None else following.last.toordinal()
        days.update(date.fromordinal(number) for number in _silent_from(pace) if number < end)
    if facts.referral_won_on is not None:
        out = first_day_out(facts.referral_won_on, int(thresholds.ambassador_months))
        days.update([date.fromordinal(out)] if out <= last else [])
    return sorted(days)


def _silent_from(pace: Rhythm) -> tuple[int, int, int]:
    return pace.dormant_from, pace.few_from, pace.lost_from


def _status_on(facts: LifeFacts, pace: Rhythm | None, thresholds: Thresholds, day: date) -> LifeStatus:
    """The status on a day; `pace` is the rhythm of the orders up to it."""
    if _has_left(facts, pace, day):
        return LifeStatus.LOST
    if pace is None:
        return _before_first_order(facts, day)
    number = day.toordinal()
    if number >= pace.lost_from:
        return LifeStatus.LOST
    if number >= pace.dormant_from or number >= pace.few_from:
        return LifeStatus.DORMANT
    if pace.orders == 1:
        return LifeStatus.NEW
    if _recommends(facts, thresholds, day):
        return LifeStatus.AMBASSADOR
    return LifeStatus.REGULAR if pace.is_regular else LifeStatus.IRREGULAR


def _has_left(facts: LifeFacts, pace: Rhythm | None, day: date) -> bool:
    left = _until(facts.departure_on, day)
    return left is not None and (pace is None or pace.last <= left)


def _recommends(facts: LifeFacts, thresholds: Thresholds, day: date) -> bool:
    won = _until(facts.referral_won_on, day)
    return won is not None and day.toordinal() < first_day_out(won, int(thresholds.ambassador_months))


def _before_first_order(facts: LifeFacts, day: date) -> LifeStatus:
    if _until(facts.qualified_on, day) is None:
        return LifeStatus.SUSPECT if _until(facts.need_on, day) is None else LifeStatus.LEAD
    accepted, refused = _until(facts.meeting_accepted_on, day), _until(facts.meeting_refused_on, day)
    if refused is not None and (accepted is None or accepted < refused):
        return LifeStatus.COLD
    if accepted is None:
        return LifeStatus.TO_APPROACH
    wants = _until(facts.quote_wanted_on, day) or _until(facts.buying_intent_on, day)
    return LifeStatus.WARM if wants is None else LifeStatus.HOT


def met_on(facts: LifeFacts, day: date) -> date | None:
    """The day of the last meeting accepted; None when none was, or one was refused since."""
    accepted, refused = _until(facts.meeting_accepted_on, day), _until(facts.meeting_refused_on, day)
    return accepted if accepted is not None and (refused is None or accepted >= refused) else None


def _until(fact: date | None, day: date) -> date | None:
    return fact if fact is not None and fact <= day else None


def _why(
    facts: LifeFacts, paces: Sequence[Rhythm], thresholds: Thresholds, day: date, status: LifeStatus
) -> Explanation:
    """Why it is this status on a day; `paces` holds the rhythm up to it, or nothing before the first order."""
    pace = paces[-1] if paces else None
    if _has_left(facts, pace, day):
        return Explanation("life.departed", {"on": facts.departure_on})
    if pace is None:
        return _why_before(facts, day, status)
    figures: dict[str, object] = {
        "orders": pace.orders,
        "last": pace.last,
        "silence": day.toordinal() - pace.last.toordinal(),
    }
    if pace.cadence is not None:
        figures["cadence"] = pace.cadence
    if status is LifeStatus.DORMANT and day.toordinal() < pace.dormant_from:
        few = {"few": int(thresholds.few_orders), "months": int(thresholds.few_orders_months)}
        return Explanation("life.dormant_few", figures | few)
    if status is LifeStatus.AMBASSADOR:
        figures["won"] = facts.referral_won_on
    own = "" if pace.cadence is not None or status is LifeStatus.NEW else f"_{min(pace.orders, 2)}"
    return Explanation(f"life.{status.value}{own}", figures)


def _why_before(facts: LifeFacts, day: date, status: LifeStatus) -> Explanation:
    if status is LifeStatus.HOT:
        quote = _until(facts.quote_wanted_on, day)
        code = "life.hot_intent" if quote is None else "life.hot_quote"
        return Explanation(code, {"met": facts.meeting_accepted_on, "on": quote or facts.buying_intent_on})
    began = {
        LifeStatus.LEAD: facts.need_on,
        LifeStatus.TO_APPROACH: facts.qualified_on,
        LifeStatus.COLD: facts.meeting_refused_on,
        LifeStatus.WARM: facts.meeting_accepted_on,
    }
    if status is LifeStatus.LEAD and (met := met_on(facts, day)) is not None:
        return Explanation("life.lead_met", {"on": facts.need_on, "met": met})
    if status not in began:
        return _why_suspect(facts, day)
    return Explanation(f"life.{status.value}", {"on": began[status]})


def _why_suspect(facts: LifeFacts, day: date) -> Explanation:
    """What a suspect already said, though neither a need nor the qualification is noted."""
    said = {
        "life.suspect_met": met_on(facts, day),
        "life.suspect_quote": _until(facts.quote_wanted_on, day),
        "life.suspect_intent": _until(facts.buying_intent_on, day),
    }
    known = [(code, on) for code, on in said.items() if on is not None]
    return Explanation(known[0][0], {"on": known[0][1]}) if known else Explanation("life.suspect")
