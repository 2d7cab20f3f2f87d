"""The motives that dominate a deal: counted from the words heard, never guessed of a person (domain 3.1, 5.4). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negoce.companies.enums import PurchaseMotive

_MOST_DOMINANT = 2


@dataclass(frozen=True, slots=True)
class MotiveTally:
    """How often each motive was heard, the most heard first, and those that dominate."""

    heard: Sequence[tuple[PurchaseMotive, int]]
    dominant: Sequence[PurchaseMotive]


def tally(motives: Iterable[PurchaseMotive]) -> MotiveTally:
    """Count the motives noted on the answers, one each.

    One dominates when it was heard at least half as often as the most heard; two at most. Where more would be equal for
    the last place, none of these is chosen.
    """
    counted = Counter(motives)
    order = list(PurchaseMotive)
    heard = sorted(counted.items(), key=lambda each: (-each[1], order.index(each[0])))
    most = heard[0][1] if heard else 0
    strong = [each for each in heard if 2 * each[1] >= most]
    if len(strong) > _MOST_DOMINANT:
        next_count = strong[_MOST_DOMINANT][1]
        strong = [each for each in strong[:_MOST_DOMINANT] if each[1] > next_count]
    return MotiveTally(heard, [motive for motive, _times in strong])
