"""Works out scores by rules: at once for some companies, each night for all (P6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from negoce.companies.models import Company
from negoce.kit.worked import Worked
from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind
from negoce.prospecting.models import CompanyScore, ScoreRule
from negoce.prospecting.queries.lead_scores import meets, rules
from negoce.prospecting.queries.score_events import score_events
from negoce.prospecting.rules.lead_score import DatedPoints, FitPoints, LeadScore, lead_score

RUN, BATCH = 50_000, 1_000
Points = tuple[Mapping[int, list[FitPoints]], Mapping[int, list[DatedPoints]]]
_COLUMNS = ("score", "whole", "fit", "behaviour", "lines", "reached_on", "as_of")


def refresh_scores(company_ids: Sequence[int], *, today: date) -> int:
    """Bring the scores of these companies up to date; returns how many rows changed. May run twice."""
    keys = list(company_ids)
    return _write(keys, points_of(keys, rules(active=True), today), today)


def refresh_all_scores(*, today: date, progress: Callable[[int, int], object] | None = None) -> int:
    """Bring every score up to date, in short transactions; `progress` hears of each batch."""
    known = rules(active=True)
    keys = list(Company.objects.filter(deleted_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    changed = 0
    # What happened is read for long runs, in few questions; rows are written in short transactions.
    for first in range(0, len(keys), RUN):
        run = keys[first : first + RUN]
        points = points_of(run, known, today)
        for start in range(0, len(run), BATCH):
            changed += _write(run[start : start + BATCH], points, today)
            if progress is not None:
                progress(min(first + start + BATCH, len(keys)), len(keys))
    CompanyScore.objects.filter(company__deleted_at__isnull=False).delete()
    return changed


def _write(keys: Sequence[int], points: Points, today: date) -> int:
    fit, done = points
    stored = CompanyScore.objects.in_bulk(keys)
    rows, gone = [], []
    for key in keys:
        if key not in fit and key not in done:
            gone.append(key)
            continue
        row = _row(key, lead_score(fit.get(key, ()), done.get(key, ()), today), stored.get(key), today)
        if row is not None:
            rows.append(row)
    with transaction.atomic():
        dropped, _tables = CompanyScore.objects.filter(
            company_id__in=[key for key in gone if key in stored]
        ).delete()
        # Whoever was removed meanwhile has no row to write.
        alive = set(
            Company.objects.filter(
                pk__in=[row.company_id for row in rows], deleted_at__isnull=True
            ).values_list("pk", flat=True)
        )
        written = [row for row in rows if row.company_id in alive]
        CompanyScore.objects.bulk_create(
            written, update_conflicts=True, unique_fields=["company"], update_fields=_COLUMNS, batch_size=500,
        )  # fmt: skip
    return dropped + len(written)


def points_of(keys: Sequence[int], known: Sequence[ScoreRule], today: date) -> Points:
    """What these rules give to each of these companies, which has no entry without any."""
    fit: dict[int, list[FitPoints]] = defaultdict(list)
    done: dict[int, list[DatedPoints]] = defaultdict(list)
    by_event: dict[ScoreEvent, list[ScoreRule]] = defaultdict(list)
    for rule in known:
        if rule.kind == ScoreRuleKind.BEHAVIOUR.value:
            by_event[ScoreEvent(rule.event)].append(rule)
            continue
        points = FitPoints(rule.public_id, rule.points)
        for key in meets(rule.filter_text, keys):
            fit[key].append(points)
    for key, event, day in score_events(keys, today, by_event) if by_event else ():
        done[key] += [DatedPoints(rule.public_id, rule.points, day) for rule in by_event[event]]
    return fit, done


def _row(
    key: int, worked: Worked[LeadScore], stored: CompanyScore | None, today: date
) -> CompanyScore | None:
    """The row to write, None when the stored one says the same: an older `as_of` of what does not move is no news."""
    found = worked.value
    before = stored.reached_on if stored is not None else None
    row = CompanyScore(
        company_id=key,
        score=found.score,
        whole=found.fit + found.behaviour,
        fit=found.fit,
        behaviour=found.behaviour,
        lines=[_line(step.code, step.figures) for step in worked.steps],
        reached_on=(before or today) if found.is_proposed else None,
        as_of=today,
    )
    same = stored is not None and all(getattr(stored, name) == getattr(row, name) for name in _COLUMNS[:-1])
    return None if same else row


def _line(code: str, figures: Mapping[str, object]) -> dict[str, Any]:
    told: dict[str, Any] = {"code": code}
    for name, value in figures.items():
        told[name] = (
            str(value)
            if isinstance(value, Decimal)
            else value.isoformat()
            if isinstance(value, date)
            else value
        )
    return told
