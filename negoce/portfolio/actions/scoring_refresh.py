"""Works out each night what the learned score says of leads and prospects, with what weighed most (P6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from negoce.companies.custom_known import find_custom
from negoce.companies.models import Company
from negoce.portfolio.models import ModelScore, ScoringFit
from negoce.portfolio.queries.scoring_facts import facts_on, prospects_on
from negoce.portfolio.queries.scoring_fields import column_of, told_by_fields

if TYPE_CHECKING:
    from negoce.portfolio.scoring.scorer import Scorer

BATCH = 1_000


def refresh_model_scores(*, today: date, progress: Callable[[int, int], object] | None = None) -> int:
    """Score whoever has no outcome yet with the fit in use; returns how many rows changed. May run twice.

    A fit that this program can no longer read says nothing any more: its scores go.
    """
    from negoce.portfolio.scoring.stored import Unreadable, restored

    fit = ScoringFit.objects.filter(in_use=True).first()
    if fit is None:
        return ModelScore.objects.all().delete()[0]
    try:
        scorer = restored(fit.content)
    except Unreadable:
        return ModelScore.objects.all().delete()[0]
    keys, table = _to_score(fit, today)
    changed = ModelScore.objects.exclude(company_id__in=keys).delete()[0] if len(keys) < 500 else _drop(keys)
    for start in range(0, len(keys), BATCH):
        part = {name: cells[start : start + BATCH] for name, cells in table.items()}
        changed += _write(fit, scorer, keys[start : start + BATCH], part, today)
        if progress is not None:
            progress(min(start + BATCH, len(keys)), len(keys))
    return changed


def _to_score(fit: ScoringFit, today: date) -> tuple[list[int], dict[str, list[str]]]:
    if not fit.outcome:
        return facts_on(prospects_on(today))
    field = find_custom("company", fit.outcome)
    if field is None:
        return [], {}
    keys, table = told_by_fields(field)
    waiting = [place for place, cell in enumerate(table[column_of(field)]) if not cell]
    return [keys[place] for place in waiting], {
        name: [cells[at] for at in waiting] for name, cells in table.items()
    }


def _drop(keys: Sequence[int]) -> int:
    """Rows of whoever is no longer scored, found without a statement of thousands of keys."""
    wanted = set(keys)
    gone = [key for key in ModelScore.objects.order_by().values_list("pk", flat=True) if key not in wanted]
    return sum(
        ModelScore.objects.filter(pk__in=gone[at : at + 500]).delete()[0] for at in range(0, len(gone), 500)
    )


def _write(
    fit: ScoringFit, scorer: Scorer, keys: Sequence[int], table: dict[str, list[str]], today: date
) -> int:
    from negoce.portfolio.scoring.frame import frame_of
    from negoce.portfolio.scoring.learn import heaviest

    frame = frame_of(scorer.columns, table)
    told = scorer.probabilities(frame)
    _base, added = scorer.reasons(frame)
    stored = ModelScore.objects.in_bulk(list(keys))
    rows = []
    for place, key in enumerate(keys):
        percent = Decimal(str(round(100 * float(told[place]), 1)))
        reasons = heaviest(scorer, table, place, added[place].tolist())
        before = stored.get(key)
        if before is None or (before.percent, before.reasons, before.fit_id) != (percent, reasons, fit.pk):
            rows.append(ModelScore(company_id=key, fit=fit, percent=percent, reasons=reasons, as_of=today))
    with transaction.atomic():
        alive = set(
            Company.objects.filter(pk__in=[row.company_id for row in rows]).values_list("pk", flat=True)
        )
        written = [row for row in rows if row.company_id in alive]
        ModelScore.objects.bulk_create(
            written,
            update_conflicts=True, unique_fields=["company"], update_fields=["fit", "percent", "reasons", "as_of"],
            batch_size=500,
        )  # fmt: skip
    return len(written)
