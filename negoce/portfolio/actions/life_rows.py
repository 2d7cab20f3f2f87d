"""Writes the rows of the life cycle and the changes of status, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone

from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.queries.life_facts import CompanyFacts
from negoce.portfolio.rules.life_changes import Change, Shown
from negoce.portfolio.rules.life_reason import stored_reason
from negoce.portfolio.rules.rhythm import past_days, rhythm_of
from negoce.portfolio.rules.thresholds import Thresholds

# What the facts of one company alone say; the other columns need all customers and are written at night.
COLUMNS = (
    "status", "status_since", "cause", "computed", "reason", "order_days", "first_order_on", "last_order_on",
    "cadence_days", "gaps_variation", "net_12_months", "margin_12_months", "orders_12_months", "families", "as_of",
)  # fmt: skip
_BATCH = 200


def life_row(
    key: int,
    facts: CompanyFacts,
    shown: Shown,
    computed: LifeStatus,
    since: date,
    thresholds: Thresholds,
    today: date,
) -> CustomerLife:
    """The row of one company, not stored yet."""
    days = past_days(facts.life.order_days, today)
    rhythm = rhythm_of(days, thresholds)
    cadence = rhythm.cadence if rhythm is not None else None
    return CustomerLife(
        company_id=key,
        status=shown.status.value,
        status_since=since,
        cause=shown.cause.value,
        computed=computed.value,
        reason=stored_reason(shown.why),
        order_days=len(days),
        first_order_on=days[0] if days else None,
        last_order_on=days[-1] if days else None,
        cadence_days=None if cadence is None else float(cadence),
        gaps_variation=None if rhythm is None else rhythm.variation,
        net_12_months=facts.net_12_months,
        margin_12_months=facts.margin_12_months,
        orders_12_months=facts.orders_12_months,
        families=facts.families,
        as_of=today,
    )


def changed_columns(before: CustomerLife | None, after: CustomerLife) -> Sequence[str]:
    """The columns that differ from what is stored; all of them for a new row."""
    if before is None:
        return COLUMNS
    return [name for name in COLUMNS if getattr(before, name) != getattr(after, name)]


def write_rows(rows: Sequence[CustomerLife]) -> None:
    """Store these rows; columns that the night writes keep what they hold."""
    CustomerLife.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["company"], update_fields=COLUMNS
    )


def write_changes(changes: Sequence[tuple[int, Change]]) -> None:
    """Store these changes of status, each with the key of its company, in their order."""
    StatusChange.objects.bulk_create(
        [
            StatusChange(
                company_id=key,
                before="" if each.before is None else each.before.value,
                after=each.after.value,
                happened_on=each.on,
                cause=each.cause.value,
                reason=stored_reason(each.why),
                is_past=each.is_past,
            )
            for key, each in changes
        ],
        batch_size=_BATCH,
    )


def withdrawn(key: int, change: Change) -> bool:
    """Take away the changes computed earlier today that this one leads back from; tell whether there were any.

    An order typed by mistake and cancelled, a merge and its undo: the history tells of neither.
    """
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    rows = StatusChange.objects.filter(company_id=key, recorded_at__gte=midnight).order_by("-pk")[:20]
    status: str = "" if change.before is None else change.before.value
    gone: list[int] = []
    for row in rows:
        if row.after != status or row.cause != StatusCause.COMPUTED:
            return False
        gone.append(row.pk)
        status = row.before
        if status == change.after:
            StatusChange.objects.filter(pk__in=gone).delete()
            return True
    return False
