"""What the matrix of potential and accessibility shows of the companies that a filter finds (P7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Mod

from negoce.companies.models import Company
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import ListSpec
from negoce.portfolio.models import CustomerLife
from negoce.prospecting.enums import MatrixSide
from negoce.prospecting.models import TargetIndex
from negoce.prospecting.queries.target_index import CELLS, Criterion, cell, hundredths, reads_note

# Dots that a picture still shows one by one; more are the largest of them.
MOST_DOTS = 250
# Weights tried out are counted exactly on so many companies, on one in so many beyond.
EXACT = 40_000
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class Dot:
    """A company in the picture: indexes from 0 to 10.

    `notes` by criterion are from 0 to 100, None where unknown; empty for who may not read them all.
    """

    key: int
    public_id: str
    name: str
    status: str
    potential: float
    accessibility: float
    size: Decimal | None
    known: int
    notes: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Quadrant:
    """How many companies a quadrant holds, and their accessible revenue."""

    companies: int = 0
    size: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells` counts by row of potential × 20 + column of accessibility. `one_in` above 1: what weights tried out would
    give, counted on one company in so many. `unplaced` have an index that is not known.
    """

    quadrants: Mapping[int, Quadrant]
    cells: Mapping[int, int]
    dots: Sequence[Dot]
    placed: int
    unplaced: int
    one_in: int = 1


def matrix_of(spec: ListSpec, known: Sequence[Criterion], *, tried: bool) -> Matrix:
    """The picture of the companies of a filter, by the indexes stored or by weights `tried` out; four queries."""
    rows = _rows(spec)
    one_in = 1
    if tried:
        one_in = max(-(-TargetIndex.objects.count() // EXACT), 1)
        sampled = rows.annotate(part=Mod(F("pk"), one_in)).filter(part=0) if one_in > 1 else rows
        counted = _tried(sampled, known)
    else:
        counted = rows.annotate(place=F("cell"))
    quadrants, cells, placed, unplaced = _counts(counted, one_in)
    notes = [each.column for each in known if reads_note(spec.actor, each.source)]
    told = notes if len(notes) == len(known) else []
    dots = _dots(_tried(rows, known) if tried else rows, told, tried=tried, many=placed > _MANY)
    return Matrix(quadrants, cells, dots, placed, unplaced, one_in)


def as_of_targets() -> date | None:
    """The day on which facts were last read for all; None before the first night."""
    found: date | None = TargetIndex.objects.aggregate(last=Max("as_of"))["last"]
    return found


def _rows(spec: ListSpec) -> QuerySet[TargetIndex]:
    if spec.actor.sees_everything and not spec.whole_filter.parts:
        # Few companies are in the bin: their keys are read once, no row asks for its company.
        gone = Company.objects.filter(deleted_at__isnull=False).order_by().values("pk")
        return TargetIndex.objects.exclude(pk__in=gone).order_by()
    return TargetIndex.objects.filter(pk__in=matching(spec).order_by().values("pk")).order_by()


def _tried(rows: QuerySet[TargetIndex], known: Sequence[Criterion]) -> QuerySet[TargetIndex]:
    weighed = rows.annotate(
        high=hundredths(known, MatrixSide.POTENTIAL), near=hundredths(known, MatrixSide.ACCESSIBILITY)
    )
    return weighed.annotate(place=cell("high", "near"))


def _counts(rows: QuerySet[Any], one_in: int) -> tuple[Mapping[int, Quadrant], Mapping[int, int], int, int]:
    found = (
        rows.values("place")
        .annotate(number=Count("pk"), whole=Sum("size"))
        .values_list("place", "number", "whole")
    )
    numbers = dict.fromkeys(range(1, 5), 0)
    sizes = dict.fromkeys(range(1, 5), Decimal(0))
    cells: dict[int, int] = {}
    unplaced = 0
    for place, number, whole in found:
        if place is None:
            unplaced += number * one_in
            continue
        cells[place] = number * one_in
        quadrant = quadrant_of(place)
        numbers[quadrant] += number * one_in
        sizes[quadrant] += (Decimal(str(whole)) if whole is not None else Decimal(0)) * one_in
    quadrants = {key: Quadrant(numbers[key], sizes[key].quantize(Decimal(1))) for key in numbers}
    return quadrants, cells, sum(numbers.values()), unplaced


def quadrant_of(place: int) -> int:
    """The priority of a cell: halves of ten cells each way."""
    high, near = place // CELLS >= CELLS // 2, place % CELLS >= CELLS // 2
    return (1 if near else 2) if high else (3 if near else 4)


def _dots(rows: QuerySet[TargetIndex], notes: Sequence[str], *, tried: bool, many: bool) -> Sequence[Dot]:
    names = ("high", "near") if tried else ("potential", "accessibility")
    placed = rows.filter(~Q(**{f"{names[0]}__isnull": True}), ~Q(**{f"{names[1]}__isnull": True}))
    if many:
        # Along the index of sizes, no further than needed; whoever has none is not among the largest.
        largest = placed.filter(size__isnull=False).order_by("-size", "-pk")
    else:
        largest = placed.order_by(F("size").desc(nulls_last=True), "-pk")
    columns = ("pk", "company__public_id", "company__name", *names, "size")
    known = ("known_potential", "known_accessibility")
    found = list(largest.values_list(*columns, *known, *notes)[:MOST_DOTS])
    lives = CustomerLife.objects.filter(pk__in=[row[0] for row in found]).order_by()
    statuses = dict(lives.values_list("pk", "status"))
    scale = 100 if tried else 1
    return [
        Dot(
            pk,
            public_id,
            name,
            statuses.get(pk, "suspect"),
            high / scale,
            near / scale,
            size,
            min(sure, open_),
            tuple(noted),
        )
        for pk, public_id, name, high, near, size, sure, open_, *noted in found
    ]
