"""Works out where companies stand in the pyramid of attitudes: at once for some, each night for all (L4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery

from negoce.companies.models import Company
from negoce.kit.dates import add_months
from negoce.portfolio.enums import AttitudeLevel
from negoce.portfolio.models import AttitudeEvidence, AttitudeFigures, CustomerLife
from negoce.portfolio.queries.attitude_facts import OrderEvidence, attitude_facts
from negoce.portfolio.rules.attitude import STEPS, AttitudeFacts, attitude, evidence_days, level_on

BATCH = 500
_DAYS = tuple(f"{level.value}_on" for level in STEPS)
_COLUMNS = (*_DAYS, "level", "since", "level_3", "level_12")


def refresh_attitudes(
    company_ids: Sequence[int], *, today: date, orders: Mapping[int, OrderEvidence] | None = None
) -> int:
    """Bring the level of these companies up to date; returns how many rows changed.

    `orders` is what their orders say where it is known already. Short transactions; may run twice.
    """
    changed = 0
    for start in range(0, len(company_ids), BATCH):
        part = company_ids[start : start + BATCH]
        facts = attitude_facts(part, today, orders)
        with transaction.atomic():
            changed += _store(facts, today)
    return changed


def recompute_attitudes(
    *, today: date, orders: Mapping[int, OrderEvidence], progress: Callable[[int, int], object] | None = None
) -> int:
    """Bring every company up to date, then the figures of the page; `progress` hears of each batch."""
    keys = list(Company.objects.filter(deleted_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), BATCH):
        changed += refresh_attitudes(keys[start : start + BATCH], today=today, orders=orders)
        if progress is not None:
            progress(min(start + BATCH, len(keys)), len(keys))
    count_attitudes(today=today)
    return changed


def count_attitudes(*, today: date) -> None:
    """Count the companies of each owner and territory on each step, today and before."""
    rows = (
        AttitudeEvidence.objects.filter(company__deleted_at__isnull=True)
        .order_by()
        .values("level", "level_3", "level_12", owner=F("company__owner"), territory=F("company__territory"))
        .annotate(heads=Count("pk"))
    )
    figures = [
        AttitudeFigures(
            owner_id=row["owner"],
            territory_id=row["territory"],
            level=row["level"],
            level_3=row["level_3"],
            level_12=row["level_12"],
            heads=row["heads"],
            as_of=today,
        )
        for row in rows
    ]
    with transaction.atomic():
        AttitudeFigures.objects.all().delete()
        AttitudeFigures.objects.bulk_create(figures, batch_size=1_000)


def _store(facts: Mapping[int, AttitudeFacts], today: date) -> int:
    stored = AttitudeEvidence.objects.in_bulk(list(facts))
    rows = []
    for key, own in facts.items():
        row = _row(key, own, today)
        before = stored.get(key)
        if before is None or any(getattr(before, name) != getattr(row, name) for name in _COLUMNS):
            rows.append(row)
    AttitudeEvidence.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["company"], update_fields=_COLUMNS
    )
    own_level = AttitudeEvidence.objects.filter(company=OuterRef("company")).values("level")[:1]
    own_since = AttitudeEvidence.objects.filter(company=OuterRef("company")).values("since")[:1]
    # Whoever made the row of the life cycle, since or before, it says the same.
    CustomerLife.objects.filter(company__in=list(facts)).exclude(attitude=Subquery(own_level)).update(
        attitude=Subquery(own_level), attitude_since=Subquery(own_since)
    )
    return len(rows)


def _row(key: int, facts: AttitudeFacts, today: date) -> AttitudeEvidence:
    standing, days = attitude(facts, today), evidence_days(facts, today)
    return AttitudeEvidence(
        company_id=key,
        **dict(zip(_DAYS, (days[level] for level in STEPS), strict=True)),
        level=standing.level.value,
        since=standing.since,
        level_3=_before(days, add_months(today, -3)),
        level_12=_before(days, add_months(today, -12)),
    )


def _before(days: Mapping[AttitudeLevel, date | None], day: date) -> str:
    return level_on(days, day).value
