"""How far a company is qualified on one grid, and what was answered before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from negoce.companies.models import Company
from negoce.kit.worked import Worked
from negoce.prospecting.enums import Answer
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion, QualificationGrid
from negoce.prospecting.rules.qualification import Coverage, DatedAnswer, coverage, validated_since

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion and its entries, the latest first: the first one holds."""

    criterion: QualificationCriterion
    entries: Sequence[QualificationAnswer]

    @property
    def held(self) -> QualificationAnswer | None:
        """What holds now."""
        return self.entries[0] if self.entries else None

    @property
    def answer(self) -> Answer:
        """The answer that holds; not known while nothing was said."""
        return Answer(self.held.answer) if self.held is not None else Answer.UNKNOWN


@dataclass(frozen=True, slots=True)
class Qualification:
    """A grid on a company. `grids` are those to choose from; `since` the day it became validated."""

    grid: QualificationGrid
    grids: Sequence[QualificationGrid]
    lines: Sequence[CriterionLine]
    worked: Worked[Coverage]
    since: date | None


def all_grids() -> Sequence[QualificationGrid]:
    """Every grid with the criteria that are asked, in two queries."""
    asked = QualificationCriterion.objects.filter(is_active=True).order_by("position", "pk")
    return list(
        QualificationGrid.objects.order_by("pk").prefetch_related(Prefetch("criteria", queryset=asked))
    )


def qualification_of(company: Company, grid_key: str = "") -> Qualification | None:
    """The qualification of a company that the caller may see, on `grid_key`, in three queries.

    Without a key: the grid that was answered last, else the first that is offered. None when there is no grid.
    """
    entries = list(
        QualificationAnswer.objects.filter(company=company)
        .select_related("author", "contact")
        .order_by("-answered_on", "-pk")[:_MOST]
    )
    grids = [each for each in all_grids() if each.criteria.all()]
    grid = _chosen(grids, entries, grid_key)
    if grid is None:
        return None
    own: Mapping[int, list[QualificationAnswer]] = {each.pk: [] for each in grid.criteria.all()}
    for entry in entries:
        if entry.criterion_id in own:
            own[entry.criterion_id].append(entry)
    lines = [CriterionLine(each, own[each.pk]) for each in grid.criteria.all()]
    oldest_first = [DatedAnswer(each.criterion_id, each.answer, each.answered_on) for each in entries[::-1]]
    return Qualification(
        grid=grid,
        grids=[each for each in grids if each.is_active or each is grid],
        lines=lines,
        worked=coverage(grid.kind, {each.criterion.key: each.answer for each in lines}),
        since=validated_since(list(own), oldest_first),
    )


def _chosen(
    grids: Sequence[QualificationGrid], entries: Sequence[QualificationAnswer], key: str
) -> QualificationGrid | None:
    by_criterion = {each.pk: grid for grid in grids for each in grid.criteria.all()}
    named = next((grid for grid in grids if key and grid.key == key), None)
    last = max(entries, key=lambda entry: entry.pk, default=None)
    answered = by_criterion.get(last.criterion_id) if last is not None else None
    offered = [grid for grid in grids if grid.is_active]
    return named or answered or (offered[0] if offered else None)
