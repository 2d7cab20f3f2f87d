"""The criteria in force, and the indexes of R-P3's as one expression over the notes of each company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Expression, F, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Least, NullIf

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import MatrixSide, TargetSource
from negoce.prospecting.models import TargetCriterion
from negoce.prospecting.rules.target_index import Band

# High from here, in hundredths as the expressions count.
HIGH_HUNDREDTHS = 500
# The picture of many companies: cells of half a point.
CELLS = 20
CELL = 50


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion as it counts: `weight` may be the one that somebody tries out, and is 0 until companies are noted.

    `kept` is the weight stored, `revision` what was stored, `is_noted` whether every company was noted by it.
    """

    pk: int
    public_id: str
    side: str
    source: str
    label: str
    field_key: str
    weight: int
    bands: tuple[Band, ...]
    slot: int
    kept: int = 0
    revision: int = 1
    is_noted: bool = True
    counts: bool = True

    @property
    def column(self) -> str:
        """The column of its notes."""
        return f"note_{self.slot}"


def criteria(tried: Mapping[str, int] | None = None, *, noting: bool = False) -> Sequence[Criterion]:
    """All criteria in order, with the weights that are tried out by public id; one query.

    Where all companies are being noted (`noting`), those that do not count yet do.
    """
    weights = tried or {}
    rows = TargetCriterion.objects.order_by("-side", "position", "pk")
    return [
        Criterion(
            row.pk,
            row.public_id,
            row.side,
            row.source,
            row.label,
            row.field_key,
            weights.get(row.public_id, row.weight) if noting or row.noted_revision else 0,
            bands_of(row.bands),
            row.slot,
            row.weight,
            row.revision,
            row.noted_revision == row.revision,
            bool(row.noted_revision),
        )
        for row in rows
    ]


def reads_note(actor: Actor, source: str) -> bool:
    """Whether the actor may know this note: who decides is not for everybody to read."""
    return source != TargetSource.DECIDER.value or actor.may_read(FieldGroup.OBSERVATIONS)


def bands_of(stored: Sequence[Sequence[str]]) -> tuple[Band, ...]:
    """The scale as rules read it."""
    return tuple(Band(Decimal(start), Decimal(note)) for start, note in stored)


def of_side(known: Sequence[Criterion], side: MatrixSide) -> Sequence[Criterion]:
    """The criteria of one index."""
    return [each for each in known if each.side == side.value]


def hundredths(known: Sequence[Criterion], side: MatrixSide) -> Expression:
    """An index in whole hundredths, halves up, as the rule prints it; null where no note is known.

    Whole numbers alone: both databases and the rule agree to the last digit.
    """
    used = [each for each in of_side(known, side) if each.weight]
    if not used:
        # Cast: PostgreSQL takes a bare null of a subquery for a text.
        return Cast(Value(None), IntegerField())
    total: Expression = Value(0, IntegerField())
    for each in used:
        total = total + Coalesce(F(each.column), 0, output_field=IntegerField()) * Value(each.weight)
    whole = _known_weights(used)
    return (total * Value(20) + whole) / NullIf(whole * Value(2), Value(0))


def known_percent(known: Sequence[Criterion], side: MatrixSide) -> Expression:
    """The share of the weights that has a note, in whole percent points."""
    used = [each for each in of_side(known, side) if each.weight]
    weights = sum(each.weight for each in used)
    if not weights:
        return Value(0, IntegerField())
    return _known_weights(used) * Value(100) / Value(weights)


def cell(potential: str, accessibility: str) -> Case:
    """The cell of two annotations in hundredths: row of potential × 20 + column of accessibility."""
    row, column = (
        Least(F(name) / Value(CELL), Value(CELLS - 1), output_field=IntegerField())
        for name in (potential, accessibility)
    )
    unknown = Q(**{f"{potential}__isnull": True}) | Q(**{f"{accessibility}__isnull": True})
    return Case(When(unknown, then=None), default=row * Value(CELLS) + column, output_field=IntegerField())


def _known_weights(used: Sequence[Criterion]) -> Expression:
    whole: Expression = Value(0, IntegerField())
    for each in used:
        there = When(**{f"{each.column}__isnull": False}, then=Value(each.weight))
        whole = whole + Case(there, default=Value(0), output_field=IntegerField())
    return whole
