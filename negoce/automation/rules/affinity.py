"""Which families customers buy together, so that one may be proposed to those who lack it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

# Below so many similar customers a share is chance.
FEWEST = 12
# At least so many of them in a hundred buy it too, and so much more often than customers at large.
LOWEST_SHARE = Fraction(40, 100)
LOWEST_LIFT = Fraction(12, 10)
# The families that most customers buy are looked at; the work grows with the cube of their number.
MOST_FAMILIES = 60


@dataclass(frozen=True, slots=True)
class Affinity:
    """Of the `similar` customers with all of `given` (one family or two), `buyers` also buy `proposed`."""

    given: tuple[int, ...]
    proposed: int
    similar: int
    buyers: int

    @property
    def share(self) -> Fraction:
        """Which part of the similar customers buy it."""
        return Fraction(self.buyers, self.similar)


def affinities(baskets: Iterable[frozenset[int]]) -> Sequence[Affinity]:
    """What customers buy together, from the families that each ever bought (S5).

    Kept are those that hold for enough customers, often enough, and clearly more often than for all customers.
    """
    alike = Counter(baskets)
    singles: Counter[int] = Counter()
    for basket, times in alike.items():
        for family in basket:
            singles[family] += times
    families = sorted(family for family, _times in singles.most_common(MOST_FAMILIES))
    if not families:
        return []
    customers = sum(alike.values())
    usual = {family: Fraction(singles[family], customers) for family in families}
    found = [each for each in _counted(alike, families) if _holds(each, usual[each.proposed])]
    return sorted(found, key=lambda each: (each.given, each.proposed))


def _counted(alike: Mapping[frozenset[int], int], families: Sequence[int]) -> Iterator[Affinity]:
    """Every family and pair of families with every third, counted a family at a time."""
    # Only the job of the night gets here: the pages that read its outcome load no numerical library.
    import numpy as np

    place = {family: number for number, family in enumerate(families)}
    bought = np.zeros((len(alike), len(families)))
    times = np.fromiter(alike.values(), dtype=np.float64, count=len(alike))
    for row, basket in enumerate(alike):
        bought[row, [place[family] for family in basket if family in place]] = 1
    for left, family in enumerate(families):
        rows = bought[bought[:, left] > 0]
        together = (rows * times[bought[:, left] > 0, None]).T @ rows
        counts = together.round().astype(int).tolist()
        for proposed, other in enumerate(families):
            if proposed != left:
                yield Affinity((family,), other, counts[left][left], counts[left][proposed])
        for right in range(left + 1, len(families)):
            given, similar = (family, families[right]), counts[right][right]
            if similar < FEWEST:
                continue
            for proposed, other in enumerate(families):
                if proposed not in (left, right):
                    yield Affinity(given, other, similar, counts[right][proposed])


def _holds(found: Affinity, usual: Fraction) -> bool:
    if found.similar < FEWEST or found.share < LOWEST_SHARE:
        return False
    return found.share >= usual * LOWEST_LIFT


def proposals(bought: Collection[int], known: Iterable[Affinity], most: int) -> Sequence[Affinity]:
    """The families to propose to who bought these, the surest first, each with its best reason.

    Of two reasons of the same share, the one that rests on more customers is given, then the shorter one.
    """
    best: dict[int, Affinity] = {}
    for each in known:
        if each.proposed in bought or not set(each.given) <= set(bought):
            continue
        held = best.get(each.proposed)
        if held is None or _rank(each) > _rank(held):
            best[each.proposed] = each
    return sorted(best.values(), key=lambda each: (_rank(each), -each.proposed), reverse=True)[:most]


def _rank(found: Affinity) -> tuple[Fraction, int, int]:
    return found.share, found.similar, -len(found.given)
