"""Opening lines proposed for a call, each from a fact that is known. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.kit.explain import Explanation
from negoce.prospecting.enums import OpeningKind

# A fact older than this is no news any more.
NEWS_DAYS = 180
# Ordering again after less is no silence; nor is it within the usual time of a customer.
SILENCE_DAYS = 120
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What is known of a company and of who will be called; what is not known is empty.

    `met_on` is the day of the next meeting. `referrer` is the name of who recommended us, only if they accept to be
    named. `is_customer` says that they buy now, `cadence_days` how many days pass between two of their orders.
    `family` is what similar customers buy and this one does not, `similar` how many of them do out of `similar_of`.
    """

    promised: str = ""
    promised_for: date | None = None
    met_on: date | None = None
    referrer: str = ""
    need: str = ""
    need_on: date | None = None
    asked: str = ""
    asked_on: date | None = None
    site_city: str = ""
    site_on: date | None = None
    fair: str = ""
    fair_on: date | None = None
    last_order_on: date | None = None
    cadence_days: int | None = None
    is_customer: bool = False
    family: str = ""
    similar: int = 0
    similar_of: int = 0
    trade: str = ""


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One line to open with: what to say, and the fact that it rests on."""

    kind: OpeningKind
    line: Explanation
    fact: Explanation


def opening_lines(facts: OpeningFacts, today: date) -> Sequence[OpeningLine]:
    """At most four lines, what binds us first, then what is theirs, then what is common; never none.

    What was promised, then a meeting ahead, comes first: it is owed. News older than 180 days is left out. Whoever buys
    from us is spoken to of their orders, never as somebody to be discovered, nor is whoever bought once.
    """
    found = [
        line
        for line in (
            _promise(facts),
            _meeting(facts, today),
            _referral(facts),
            _dated(OpeningKind.REQUEST, facts.asked, facts.asked_on, today),
            _dated(OpeningKind.NEED, facts.need, facts.need_on, today),
            _dated(OpeningKind.NEW_SITE, facts.site_city, facts.site_on, today),
            _dated(OpeningKind.FAIR, facts.fair, facts.fair_on, today),
            _silence(facts, today),
            _orders(facts, today),
            _similar(facts),
            _trade(facts) if facts.last_order_on is None else None,
        )
        if line is not None
    ]
    code = "opening.plain_customer" if facts.is_customer else "opening.plain"
    plain = OpeningLine(OpeningKind.PLAIN, Explanation(code), Explanation("opening.plain.fact"))
    return (*found[: MOST_LINES - 1], plain) if len(found) >= MOST_LINES else (*found, plain)


def _promise(facts: OpeningFacts) -> OpeningLine | None:
    if not facts.promised:
        return None
    figures: dict[str, object] = {"text": facts.promised, "day": facts.promised_for}
    return _line(OpeningKind.PROMISE, figures)


def _meeting(facts: OpeningFacts, today: date) -> OpeningLine | None:
    if facts.met_on is None or facts.met_on < today:
        return None
    figures = {"day": facts.met_on}
    return OpeningLine(
        OpeningKind.PROMISE,
        Explanation("opening.meeting", figures),
        Explanation("opening.meeting.fact", figures),
    )


def _orders(facts: OpeningFacts, today: date) -> OpeningLine | None:
    """What a customer ordered lately; a silence is told by its own line."""
    last = facts.last_order_on
    if not facts.is_customer or last is None or _is_silent(facts, today):
        return None
    figures = {"day": last, "days": facts.cadence_days}
    code = "opening.orders" if facts.cadence_days is not None else "opening.orders_once"
    return OpeningLine(OpeningKind.ORDERS, Explanation(code, figures), Explanation(f"{code}.fact", figures))


def _referral(facts: OpeningFacts) -> OpeningLine | None:
    return _line(OpeningKind.REFERRAL, {"text": facts.referrer}) if facts.referrer else None


def _dated(kind: OpeningKind, text: str, day: date | None, today: date) -> OpeningLine | None:
    if not text or day is None or not timedelta(0) <= today - day <= timedelta(days=NEWS_DAYS):
        return None
    return _line(kind, {"text": text, "day": day})


def _silence(facts: OpeningFacts, today: date) -> OpeningLine | None:
    if facts.last_order_on is None or not _is_silent(facts, today):
        return None
    days = (today - facts.last_order_on).days
    return _line(OpeningKind.SILENCE, {"day": facts.last_order_on, "months": days * 12 // 365, "days": days})


def _is_silent(facts: OpeningFacts, today: date) -> bool:
    """Whether so long without an order says something: not to a customer who orders less often than that."""
    if facts.last_order_on is None:
        return False
    usual = facts.cadence_days or 0 if facts.is_customer else 0
    return (today - facts.last_order_on).days >= max(SILENCE_DAYS, usual + 1)


def _similar(facts: OpeningFacts) -> OpeningLine | None:
    if not facts.family or facts.similar <= 0:
        return None
    figures = {"text": facts.family, "count": facts.similar, "total": facts.similar_of}
    return _line(OpeningKind.SIMILAR, figures)


def _trade(facts: OpeningFacts) -> OpeningLine | None:
    return _line(OpeningKind.TRADE, {"text": facts.trade}) if facts.trade else None


def _line(kind: OpeningKind, figures: dict[str, object]) -> OpeningLine:
    if "text" in figures and kind is not OpeningKind.REFERRAL:
        # The line that bears it ends by itself; a name keeps its stops.
        figures["text"] = str(figures["text"]).rstrip(" .")
    code = f"opening.{kind.value}"
    return OpeningLine(kind, Explanation(code, figures), Explanation(f"{code}.fact", figures))
