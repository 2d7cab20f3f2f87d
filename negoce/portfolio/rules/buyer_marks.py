"""What buyers mark, where we won and where we lost: what they prize is what parts the two. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Explanation

# Fewer marks on a side are shown and not compared.
FEW = 5
_GAP = Decimal(1)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a buyer, 0 to 10, on a deal that was won or lost."""

    criterion: str
    mark: int
    won: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A criterion: the mean of its marks to a tenth and how many there are, of deals won and of deals lost."""

    criterion: str
    won: Decimal | None
    won_count: int
    lost: Decimal | None
    lost_count: int

    @property
    def gap(self) -> Decimal | None:
        """By how much it is marked better where we won; None while a side has too few marks."""
        if self.won is None or self.lost is None or min(self.won_count, self.lost_count) < FEW:
            return None
        return self.won - self.lost


def marked(marks: Iterable[Mark], criteria: Sequence[str]) -> Sequence[Marked]:
    """Each criterion that was marked: those that part wins from losses most first, then the order given."""
    sides: dict[tuple[str, bool], list[int]] = {}
    for each in marks:
        sides.setdefault((each.criterion, each.won), []).append(each.mark)
    found = []
    for criterion in criteria:
        won, lost = sides.get((criterion, True), []), sides.get((criterion, False), [])
        if won or lost:
            found.append(Marked(criterion, _mean(won), len(won), _mean(lost), len(lost)))
    return sorted(found, key=lambda each: -abs(each.gap) if each.gap is not None else Decimal(1))


def prized(rows: Sequence[Marked]) -> Sequence[Explanation]:
    """What buyers prize: the two criteria that part wins from losses most, by a point at least; else that none does."""
    judged = [each for each in rows if each.gap is not None]
    if not judged:
        return (Explanation("win_loss.marks_few", {"few": FEW}),)
    telling = [each for each in judged if each.gap is not None and each.gap >= _GAP][:2]
    if not telling:
        return (Explanation("win_loss.marks_same", {}),)
    return tuple(
        Explanation(
            "win_loss.prized",
            {"criterion": each.criterion, "won": each.won, "lost": each.lost, "gap": each.gap},
        )
        for each in telling
    )


def _mean(marks: Sequence[int]) -> Decimal | None:
    if not marks:
        return None
    return (Decimal(sum(marks)) / len(marks)).quantize(Decimal("0.1"), ROUND_HALF_UP)
