"""Which customers are to be reminded today, of what, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.billing.models import Receivable
from negoce.billing.queries.payments.difference import difference_ceiling, fault_within
from negoce.billing.queries.payments.reminder_plan import reminder_steps
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.rules.reminder_steps import Overdue, ReminderStep, reminder_of
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class DueReminder:
    """One message to one customer: its step, the documents it lists oldest first, what is left of them in euros."""

    company: Company
    step: ReminderStep
    receivables: Sequence[Receivable]
    left: Decimal
    oldest_late: int


def due_reminders(actor: Actor, today: date, company: Company | None = None) -> Sequence[DueReminder]:
    """The reminders of the day, the largest amount first; of one customer, where given. Three queries.

    A rest that is small enough to be written off is claimed from nobody: a reminder costs more.
    """
    steps, ceiling = reminder_steps(), difference_ceiling(today)
    rows = visible_receivables(actor).filter(is_open=True, amount__gt=0, due_on__lt=today)
    if company is not None:
        rows = rows.filter(company=company)
    by_company: dict[int, list[Receivable]] = defaultdict(list)
    for row in rows.select_related("company").order_by("due_on", "pk"):
        if fault_within(row, ceiling) is not None:
            by_company[row.company_id].append(row)
    found = []
    for owed in by_company.values():
        reminder = reminder_of((_overdue(row) for row in owed), today=today, steps=steps)
        if reminder is None:
            continue
        step, keys = reminder
        known = {row.pk: row for row in owed}
        listed = [known[key] for key in keys]
        left = sum((row.amount - row.settled for row in listed), Decimal(0))
        late = max((today - row.due_on).days for row in listed if row.due_on is not None)
        found.append(DueReminder(owed[0].company, step, listed, left, late))
    return sorted(found, key=lambda each: (-each.left, each.company.pk))


def _overdue(row: Receivable) -> Overdue:
    return Overdue(
        key=row.pk,
        left=row.amount - row.settled,
        due_on=row.due_on,
        step=row.reminder_step,
        reminded_on=row.reminded_on,
        promised_on=row.promised_on,
        is_disputed=row.disputed_at is not None,
    )
