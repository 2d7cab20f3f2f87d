"""Should one prospect? The reasons that the portfolio itself gives, each a live signal with its figures (P1). Pure.

A reason is one function from what is known to a signal, listed in `REASONS`: others join as their facts come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negoce.portfolio.rules.attrition import Attrition
from negoce.portfolio.rules.balance import Cover
from negoce.portfolio.rules.portrait import Portrait, share

# The share of the revenue, in percent points, that the five largest customers should not reach.
MOST_OF_FIVE = Decimal(50)
TOP = 5
_HALF_YEAR, _YEAR = "6", "12"


class SignalKind(StrEnum):
    """Why one may have to prospect."""

    DEPENDENCE = "dependence"
    BALANCE = "balance"
    ATTRITION = "attrition"
    DOWNTURN = "downturn"
    FLAT_SHARE = "flat_share"
    COMPETITORS = "competitors"
    TECHNOLOGY = "technology"
    PRODUCTION = "production"


Figures = Mapping[str, Decimal | int]


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason: whether it holds, and the figures of its sentence (euros, percent points, counts)."""

    kind: SignalKind
    holds: bool
    figures: Figures


Reason = Callable[[Mapping[str, Any]], Signal | None]


def prospecting_signals(content: Mapping[str, Any]) -> Sequence[Signal]:
    """The signals that a snapshot of the portfolio gives, those that hold first; what cannot be said is left out."""
    found = [signal for signal in (reason(content) for reason in REASONS) if signal is not None]
    return sorted(found, key=lambda signal: not signal.holds)


def _dependence(content: Mapping[str, Any]) -> Signal | None:
    """A few customers make most of the revenue of 12 months; five of five or fewer say nothing."""
    place = content["concentration"]
    if place is None or place["customers"] <= TOP:
        return None
    part = share(place["top"], place["whole"])
    if part is None:
        return None
    return Signal(SignalKind.DEPENDENCE, part >= MOST_OF_FIVE, {"percent": part, "most": MOST_OF_FIVE})


def _balance(content: Mapping[str, Any]) -> Signal | None:
    """Over six months, what came brings in less than what left did (R-F5's backward cover)."""
    portrait = Portrait(content, _HALF_YEAR)
    cover: Cover | None = portrait.backward().value
    if cover is None or not (cover.incoming or cover.leaving):
        return None
    figures: Figures = {"incoming": cover.incoming, "leaving": cover.leaving, "months": portrait.months}
    return Signal(SignalKind.BALANCE, cover.incoming < cover.leaving, figures)


def _attrition(content: Mapping[str, Any]) -> Signal | None:
    """Over a year, more customers were lost than came or came back (R-F3's attrition, not replaced)."""
    portrait = Portrait(content, _YEAR)
    heads = portrait.heads()
    lost: Attrition | None = portrait.attrition().value
    if lost is None:
        return None
    came = heads.new + heads.reactivated
    figures: Figures = {"percent": lost.attrition, "lost": heads.lost, "came": came}
    return Signal(SignalKind.ATTRITION, heads.lost > came, figures)


REASONS: Sequence[Reason] = (_dependence, _balance, _attrition)
