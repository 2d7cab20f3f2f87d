"""The reasons to prospect over the companies that somebody sees, as the last night left their figures (P1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import SignalFigures
from negoce.portfolio.queries.portfolio_page import latest_snapshot
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from negoce.portfolio.queries.prospecting_market_facts import current_signal_thresholds
from negoce.portfolio.rules.prospecting_market import market_signals
from negoce.portfolio.rules.prospecting_signals import Signal, SignalKind, prospecting_signals
from negoce.prospecting.models import MarketFact


@dataclass(frozen=True, slots=True)
class Signals:
    """Those that hold first. `content` are the market's figures, None before they were counted; `facts` what people
    declared and still holds. `is_missing`: something was not counted yet.
    """

    found: Sequence[Signal]
    content: Mapping[str, Any] | None
    facts: Sequence[MarketFact]
    counted_at: datetime | None
    is_missing: bool

    @property
    def held(self) -> int:
        """How many push to prospect."""
        return sum(each.holds for each in self.found)


def signals_of(actor: Actor, today: date) -> Signals:
    """The signals of what the actor sees; a constant number of queries."""
    return signals_in(scope_of_actor(actor).key, today)


def signals_in(scope_key: str, today: date) -> Signals:
    """The signals of one set of companies, that the reader sees; a constant number of queries."""
    snapshot = latest_snapshot(scope_key, "")
    figures = SignalFigures.objects.filter(scope_key=scope_key).first()
    facts = list(MarketFact.objects.filter(declared_on__lte=today, holds_until__gte=today))
    content = figures.content if figures is not None else None
    found = [] if snapshot is None else _replaced(prospecting_signals(snapshot.content))
    if content is not None:
        topics = {each.topic for each in facts}
        found += market_signals(content, topics, current_signal_thresholds())
    found.sort(key=lambda signal: not signal.holds)
    counted_at = figures.made_at if figures is not None else None
    return Signals(found, content, facts, counted_at, snapshot is None or figures is None)


def _replaced(found: Sequence[Signal]) -> list[Signal]:
    """Customers not replaced are one reason, counted in heads and in euros: it holds when either does."""
    kinds = {each.kind: each for each in found}
    balance, heads = kinds.pop(SignalKind.BALANCE, None), kinds.get(SignalKind.ATTRITION)
    if balance is not None and heads is not None:
        figures = {**balance.figures, **heads.figures}
        kinds[SignalKind.ATTRITION] = Signal(SignalKind.ATTRITION, heads.holds or balance.holds, figures)
    elif balance is not None:
        kinds[SignalKind.BALANCE] = balance
    return list(kinds.values())
