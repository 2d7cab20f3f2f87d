"""Whether the targets of a whole and those of its parts say the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PartsGap:
    """The sum of the parts a month, and what it has more (or less) than the whole; None where neither says anything."""

    sums: Mapping[date, Decimal]
    gaps: Mapping[date, Decimal | None]

    @property
    def sum(self) -> Decimal:
        """The parts over all months."""
        return sum(self.sums.values(), ZERO)

    @property
    def gap(self) -> Decimal:
        """What the parts have more over all months."""
        return sum((gap for gap in self.gaps.values() if gap is not None), ZERO)

    @property
    def is_coherent(self) -> bool:
        """Whether no month differs."""
        return not any(self.gaps.values())


def parts_gap(
    whole: Mapping[date, Decimal], parts: Sequence[Mapping[date, Decimal]], months: Sequence[date]
) -> PartsGap:
    """Compare a whole with its parts; a month that only one of them has differs by all of it."""
    sums = {month: sum((part.get(month, ZERO) for part in parts), ZERO) for month in months}
    gaps = {
        month: sums[month] - whole.get(month, ZERO) if month in whole or sums[month] else None
        for month in months
    }
    return PartsGap(sums, gaps)
