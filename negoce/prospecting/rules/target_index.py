"""Where a company stands between probable potential and probable accessibility, and how a fact becomes a note. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.worked import CannotWork, Step, Worked

BEST = Decimal(10)
# An index is high from here, as it is printed.
HIGH = Decimal(5)
MOST_WEIGHT = 10
MOST_BANDS = 8
_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Note:
    """A note from 0 to 10 under its weight; None while the fact is not known."""

    weight: Decimal
    note: Decimal | None


@dataclass(frozen=True, slots=True)
class TargetIndex:
    """Both indexes to a hundredth, None where no criterion is known; `priority` from 1 to 4, None without both.

    `known_potential` and `known_accessibility` are the share of the weights whose note is known, in percent points.
    """

    potential: Decimal | None
    accessibility: Decimal | None
    priority: int | None
    known_potential: int
    known_accessibility: int


@dataclass(frozen=True, slots=True)
class Band:
    """From `start` on, a fact is worth `note`."""

    start: Decimal
    note: Decimal


def target_index(potential: Sequence[Note], accessibility: Sequence[Note]) -> Worked[TargetIndex]:
    """Index of potential and of accessibility, and the priority that they give (R-P3).

    A criterion that is not known is left out, with its weight. Raises CannotWork for a note outside 0 to 10 or a
    weight below 0.
    """
    for each in (*potential, *accessibility):
        if each.note is not None and not 0 <= each.note <= BEST:
            raise CannotWork("target.note_out_of_range", note=each.note)
        if each.weight < 0:
            raise CannotWork("target.weight_negative", weight=each.weight)
    high, reach = weighted(potential), weighted(accessibility)
    found = TargetIndex(
        high, reach, priority_of(high, reach), known_share(potential), known_share(accessibility)
    )
    steps = [
        *_steps("target.potential", potential, high),
        *_steps("target.accessibility", accessibility, reach),
    ]
    if found.priority is not None:
        steps.append(Step(f"target.priority_{found.priority}"))
    return Worked(found, tuple(steps))


def weighted(notes: Iterable[Note]) -> Decimal | None:
    """Σ weight × note ÷ Σ weights of what is known, to a hundredth; None when nothing is."""
    known = [(each.weight, each.note) for each in notes if each.note is not None]
    whole = sum((weight for weight, _note in known), Decimal(0))
    if not whole:
        return None
    total = sum((weight * note for weight, note in known), Decimal(0))
    return (total / whole).quantize(_HUNDREDTH, ROUND_HALF_UP)


def known_share(notes: Sequence[Note]) -> int:
    """How much of the weights has a note, in whole percent points; 0 without weights."""
    whole = sum((each.weight for each in notes), Decimal(0))
    known = sum((each.weight for each in notes if each.note is not None), Decimal(0))
    return int(known * 100 // whole) if whole else 0


def priority_of(potential: Decimal | None, accessibility: Decimal | None) -> int | None:
    """1 both high, 2 potential alone, 3 accessibility alone, 4 none; None when one is not known."""
    if potential is None or accessibility is None:
        return None
    if potential >= HIGH:
        return 1 if accessibility >= HIGH else 2
    return 3 if accessibility >= HIGH else 4


def note_of(value: Decimal | None, bands: Sequence[Band]) -> Decimal | None:
    """The note of a fact by a scale in ascending order: that of the last band begun, 0 below the first.

    None while the fact is not known.
    """
    if value is None:
        return None
    found = Decimal(0)
    for band in bands:
        if value < band.start:
            break
        found = band.note
    return found


def check_bands(bands: Sequence[Band]) -> str:
    """The code of what is wrong with a scale, "" for none."""
    if not bands:
        return "target.no_band"
    if len(bands) > MOST_BANDS:
        return "target.too_many_bands"
    if any(not 0 <= each.note <= BEST or each.note != each.note.quantize(_TENTH) for each in bands):
        return "target.band_note"
    starts = [each.start for each in bands]
    return "" if starts == sorted(set(starts)) else "target.band_order"


def _steps(code: str, notes: Sequence[Note], value: Decimal | None) -> Iterable[Step]:
    if value is None:
        yield Step(f"{code}_unknown")
        return
    known = [each for each in notes if each.note is not None]
    total = sum((each.weight * (each.note or 0) for each in known), Decimal(0))
    whole = sum((each.weight for each in known), Decimal(0))
    yield Step(code, {"sum": total, "weights": whole, "value": value, "known": known_share(notes)})
