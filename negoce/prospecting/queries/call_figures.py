"""The figures of a session of calls: pace, reached, meetings, each opening line, each person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from negoce.prospecting.enums import CallOutcome, CallTargetState, OpeningKind
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.rules.call_figures import REACHED, Share, pace, share


@dataclass(frozen=True, slots=True)
class CallFigures:
    """What some calls gave; `per_hour` counts the time from a number being shown to its outcome."""

    calls: int
    seconds: int
    outcomes: Mapping[str, int]
    reached: Share
    meetings: Share
    per_hour: Decimal | None


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """A session: `left` numbers are still to be called, `states` counts all; the rest by person and by opening line.

    The rate of an opening line is meetings among the people reached with it.
    """

    whole: CallFigures
    people: Sequence[tuple[str, CallFigures]] = ()
    openings: Sequence[tuple[str, Share]] = ()
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many are still to be called, or in hand."""
        return self.states.get(CallTargetState.WAITING.value, 0) + self.states.get(
            CallTargetState.HELD.value, 0
        )


def calls_made(session: CallSession) -> QuerySet[CallAttempt]:
    """The calls of a session that nobody took back, in no order."""
    return CallAttempt.objects.filter(session=session, undone_at=None).order_by()


def session_figures(session: CallSession, only: frozenset[int | None] | None = None) -> SessionFigures:
    """The figures of a session that the caller may see, in three queries; by person of `only` these, if told."""
    by_person: dict[tuple[str, int | None], Counter[str]] = defaultdict(Counter)
    spent: Counter[tuple[str, int | None]] = Counter()
    rows = calls_made(session).values("caller__first_name", "caller__last_name", "caller_id", "outcome")
    told = rows.annotate(calls=Count("pk"), time=Sum("seconds")).order_by(
        "caller__last_name", "caller__first_name", "caller_id", "outcome"
    )
    for row in told:
        name = f"{row['caller__first_name'] or ''} {row['caller__last_name'] or ''}".strip()
        by_person[name, row["caller_id"]][row["outcome"]] += row["calls"]
        spent[name, row["caller_id"]] += row["time"] or 0
    whole: Counter[str] = sum(by_person.values(), Counter())
    return SessionFigures(
        _figures(whole, sum(spent.values())),
        [
            (name, _figures(found, spent[name, key]))
            for (name, key), found in by_person.items()
            if only is None or key in only
        ],
        openings_of(calls_made(session)),
        dict(
            CallTarget.objects.filter(session=session)
            .order_by()
            .values_list("state")
            .annotate(count=Count("pk"))
            .values_list("state", "count")
        ),
    )


def openings_of(calls: QuerySet[CallAttempt]) -> Sequence[tuple[str, Share]]:
    """The opening lines that were used on people who were reached, most used first, in one query."""
    rows = calls.filter(outcome__in=sorted(REACHED)).exclude(opening="").order_by()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for opening, outcome, count in (
        rows.values("opening", "outcome")
        .annotate(calls=Count("pk"))
        .values_list("opening", "outcome", "calls")
    ):
        counted[opening][outcome] += count
    order = list(OpeningKind)
    found = [
        (opening, share(told[CallOutcome.MEETING.value], told.total())) for opening, told in counted.items()
    ]
    return sorted(found, key=lambda pair: (-pair[1].total, order.index(OpeningKind(pair[0]))))


def _figures(outcomes: Counter[str], seconds: int) -> CallFigures:
    calls = outcomes.total()
    reached = sum(outcomes[each.value] for each in REACHED)
    return CallFigures(
        calls,
        seconds,
        dict(outcomes),
        share(reached, calls),
        share(outcomes[CallOutcome.MEETING.value], reached),
        pace(calls, seconds),
    )
