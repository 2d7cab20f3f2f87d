"""Who decides in a deal, who is for us, who sways whom (R-S1). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.negotiation.enums import Attitude, DealRole

LIGHTEST, HEAVIEST = 1, 5
# What each attitude counts for; orange or unknown counts for nothing.
_SIDES: Mapping[str, int] = {Attitude.GREEN: 1, Attitude.RED: -1}
_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Influencer:
    """A person of the deal: `weight` in the decision from 1 to 5; `met` tells that somebody of us met them."""

    key: int
    weight: int
    attitude: str = Attitude.UNKNOWN.value
    roles: Collection[str] = ()
    met: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` sways `target` with a strength from 0 to 1."""

    source: int
    target: int
    strength: Decimal


@dataclass(frozen=True, slots=True)
class Support:
    """`score` from −1 to 1, None with nobody; `weights` in the order of the people, what they sway included.

    `gained` − `lost` over `total` is the score.
    """

    score: Decimal | None
    weights: Mapping[int, Decimal]
    gained: Decimal
    lost: Decimal
    total: Decimal
    flags: Sequence[Finding]


def support_of(people: Sequence[Influencer], edges: Sequence[Edge] = ()) -> Support:
    """R-S1: Σ(weight′ × attitude) ÷ Σ weight′, where weight′ adds strength × weight of each person swayed.

    Original weights are added, never chained: circles of influence end. Edges of people who are not there count for
    nothing. Flags: ``influence.no_champion``, ``influence.no_decider``, ``influence.decider_not_met``,
    ``influence.red_heaviest``.
    """
    own = {each.key: each.weight for each in people}
    weights = {key: Decimal(weight) for key, weight in own.items()}
    for edge in edges:
        if edge.source in own and edge.target in own:
            weights[edge.source] += edge.strength * own[edge.target]
    gained = sum((weights[each.key] for each in people if _SIDES.get(each.attitude) == 1), Decimal(0))
    lost = sum((weights[each.key] for each in people if _SIDES.get(each.attitude) == -1), Decimal(0))
    total = sum(weights.values(), Decimal(0))
    score = ((gained - lost) / total).quantize(_STEP, ROUND_HALF_UP) if total else None
    return Support(score, weights, gained, lost, total, _flags(people, weights))


def would_loop(person: int, chief: int, chiefs: Mapping[int, int | None]) -> bool:
    """Whether `person` would report to themselves in the end if they reported to `chief`."""
    at: int | None = chief
    seen: set[int] = set()
    while at is not None and at not in seen:
        if at == person:
            return True
        seen.add(at)
        at = chiefs.get(at)
    return False


def _flags(people: Sequence[Influencer], weights: Mapping[int, Decimal]) -> Sequence[Finding]:
    if not people:
        return ()
    found = []
    if all(each.attitude != Attitude.GREEN for each in people):
        found.append(Finding("influence.no_champion", "warning"))
    deciders = [each for each in people if DealRole.DECIDER in each.roles]
    if not deciders:
        found.append(Finding("influence.no_decider", "warning"))
    found += [
        Finding("influence.decider_not_met", "warning", {"name": each.name})
        for each in deciders
        if not each.met
    ]
    heaviest = max(weights.values())
    found += [
        Finding("influence.red_heaviest", "warning", {"name": each.name})
        for each in people
        if each.attitude == Attitude.RED and weights[each.key] == heaviest
    ]
    return found
