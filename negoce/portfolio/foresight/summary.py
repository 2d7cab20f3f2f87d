"""What the probability models see of each customer: repeats, last repeat, age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Summary:
    """Arrays of one length: `repeats`, time from first to `last` order, `age` from first order to now; one unit."""

    repeats: Floats
    last: Floats
    age: Floats

    @property
    def size(self) -> int:
        return len(self.repeats)

    def scaled(self, factor: float) -> Summary:
        """The same customers with time in another unit."""
        return Summary(self.repeats, self.last * factor, self.age * factor)


def distinct(summary: Summary) -> tuple[Summary, Floats]:
    """The customers that differ, and how many of each there are: many share the same days."""
    rows = np.column_stack([summary.repeats, summary.last, summary.age])
    order = np.lexsort(rows.T)
    rows = rows[order]
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = np.any(rows[1:] != rows[:-1], axis=1)
    places = np.flatnonzero(begins)
    counts = np.diff(np.append(places, len(rows))).astype(np.float64)
    kept = rows[places]
    return Summary(kept[:, 0].copy(), kept[:, 1].copy(), kept[:, 2].copy()), counts
