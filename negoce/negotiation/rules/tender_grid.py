"""The comparison of offers by weighted criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
# Divisions leave a trace in the last figures, which must not break a tie.
TIE = Decimal("1e-12")
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged, its weight in percent points, and the note of each offer in order; None: not noted."""

    name: str
    weight: Decimal
    notes: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """An offer in the grid: its total to three decimals, its rank by points not rounded; ties share one."""

    offer: str
    total: Decimal
    rank: int


def comparison_grid(offers: Sequence[str], criteria: Sequence[Criterion]) -> Worked[tuple[GridLine, ...]]:
    """Return the offers by rank, each the sum of weight times note over 100 (R-S6).

    Notes count as they are given, not rounded: an offer is alone first at the price that wins, not a cent above. Raises
    CannotWork without an offer or a criterion, for weights that do not sum to 100, and a note that is missing.
    """
    if not offers or not criteria:
        raise CannotWork("grid.nothing_to_compare")
    whole = sum((each.weight for each in criteria), Decimal(0))
    if whole != HUNDRED:
        raise CannotWork("grid.weights", sum=whole, missing=abs(HUNDRED - whole))
    for each in criteria:
        if all(note is None for note in each.notes):
            raise CannotWork("grid.criterion_without_notes", criterion=each.name)
        for offer, note in zip(offers, each.notes, strict=True):
            if note is None:
                raise CannotWork("grid.note_missing", criterion=each.name, offer=offer)
    points = [sum(_weighted(at, criteria), Decimal(0)) for at in range(len(offers))]
    lines = sorted(
        (
            GridLine(offer, _total(own), 1 + sum(other - own > TIE for other in points))
            for offer, own in zip(offers, points, strict=True)
        ),
        key=lambda line: line.rank,
    )
    steps = [step for at, offer in enumerate(offers) for step in _steps(offer, at, criteria)]
    return Worked(tuple(lines), tuple(steps), _findings(lines))


def _findings(lines: Sequence[GridLine]) -> tuple[Finding, ...]:
    """A first place that is shared, or that no figure shown tells from the second."""
    if sum(line.rank == 1 for line in lines) > 1:
        return (Finding("grid.tie", "warning"),)
    if len(lines) > 1 and lines[0].total == lines[1].total:
        figures = {"first": lines[0].offer, "second": lines[1].offer}
        return (Finding("grid.nearly_a_tie", "warning", figures),)
    return ()


def _weighted(at: int, criteria: Sequence[Criterion]) -> list[Decimal]:
    return [each.weight * (each.notes[at] or 0) for each in criteria]


def _total(points: Decimal) -> Decimal:
    return (points / HUNDRED).quantize(_THOUSANDTH, ROUND_HALF_UP)


def _steps(offer: str, at: int, criteria: Sequence[Criterion]) -> list[Step]:
    weighted = _weighted(at, criteria)
    steps = [
        Step(
            "grid.criterion",
            {
                "offer": offer,
                "criterion": each.name,
                "weight": each.weight,
                "note": each.notes[at],
                "points": points,
            },
        )
        for each, points in zip(criteria, weighted, strict=True)
    ]
    return [*steps, Step("grid.total", {"offer": offer, "points": sum(weighted, Decimal(0))})]
