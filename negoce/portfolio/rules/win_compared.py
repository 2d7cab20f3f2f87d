"""What salespeople said of deals beside what was learned: which of both came truer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Fewer deals say more of chance than of anybody.
LEAST_DEALS = 10
_BANDS, _ALIKE = 5, 0.01


@dataclass(frozen=True, slots=True)
class Judgement:
    """A deal at one moment: the chance that the person said and the one learned, 0 to 1, and whether it was won."""

    own: float
    learned: float
    won: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Deals of which the person said about the same: how many, what they said on average, the share that was won."""

    deals: int
    said: float
    won: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Brier scores: the mean squared distance between what was said and what came; smaller is truer.

    `own_mean` above `won` is too hopeful, below too shy. `bands` hold fifths of the scale that somebody spoke of.
    """

    deals: int
    own_brier: float
    learned_brier: float
    own_mean: float
    learned_mean: float
    won: float
    bands: Sequence[Band]


def truer(deals: int, own_brier: float, learned_brier: float) -> str:
    """``own``, ``learned``, ``alike`` where they differ by less than a hundredth, or nothing of too few deals."""
    if deals < LEAST_DEALS:
        return ""
    gap = own_brier - learned_brier
    return "alike" if abs(gap) < _ALIKE else "learned" if gap > 0 else "own"


def compare(judged: Sequence[Judgement]) -> Compared | None:
    """Compare both on the same deals at the same moments; None without any.

    Two deals, one won of which 80 % was said (20 % learned), one lost of which 40 % was said (20 %): own Brier
    (0.04 + 0.16) ÷ 2 = 0.10, learned (0.64 + 0.04) ÷ 2 = 0.34.
    """
    if not judged:
        return None
    count = len(judged)
    bands: dict[int, list[Judgement]] = {}
    for each in judged:
        bands.setdefault(min(int(each.own * _BANDS), _BANDS - 1), []).append(each)
    return Compared(
        deals=count,
        own_brier=sum((each.own - each.won) ** 2 for each in judged) / count,
        learned_brier=sum((each.learned - each.won) ** 2 for each in judged) / count,
        own_mean=sum(each.own for each in judged) / count,
        learned_mean=sum(each.learned for each in judged) / count,
        won=sum(each.won for each in judged) / count,
        bands=[
            Band(
                len(found),
                sum(each.own for each in found) / len(found),
                sum(each.won for each in found) / len(found),
            )
            for _place, found in sorted(bands.items())
        ],
    )
