"""What changed between the lines of two versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """What a customer sees of a line; euros excluding VAT."""

    kind: str
    code: str
    label: str
    quantity: Decimal
    unit_price: Decimal
    allowance: Decimal
    net: Decimal
    is_left_out: bool = False

    @property
    def same_thing(self) -> tuple[str, str]:
        """What makes two lines speak of the same thing: their code, else their words."""
        return (self.kind, self.code or self.label.casefold())


@dataclass(frozen=True, slots=True)
class LineChange:
    """One row of the comparison: "added", "removed", "changed" or "" when it is the same."""

    change: str
    before: ComparedLine | None
    after: ComparedLine | None

    @property
    def label(self) -> str:
        """What the row is about."""
        line = self.after or self.before
        return line.label if line else ""


def compare_lines(before: Sequence[ComparedLine], after: Sequence[ComparedLine]) -> list[LineChange]:
    """Pair lines that speak of the same thing, in the order of the newer version; those that went come last.

    Of several lines of one product, the first goes with the first.
    """
    left = list(before)
    rows: list[LineChange] = []
    for line in after:
        twin = next((each for each in left if each.same_thing == line.same_thing), None)
        if twin is None:
            rows.append(LineChange("added", None, line))
            continue
        left.remove(twin)
        rows.append(LineChange("" if twin == line else "changed", twin, line))
    return rows + [LineChange("removed", line, None) for line in left]
