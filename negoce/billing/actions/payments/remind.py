"""Keeps that a reminder was made: the next step counts from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from negoce.billing.models import Receivable, Reminder
from negoce.billing.queries.payments.interest import interest_of
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.rules.reminder_steps import ReminderStep
from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.parameters.queries.dated_values import dated_values

ZERO = Decimal(0)


def record_reminder(
    actor: Actor,
    company: Company,
    *,
    step: ReminderStep,
    keys: Sequence[int],
    today: date,
    message_key: str = "",
    note: str = "",
) -> Reminder:
    """Write a reminder of these receivables and raise their step; in the transaction of the message that it sends.

    The interest and indemnity of the day are kept with it. Raises NotAllowed, and Refused when a document was settled
    or reminded by somebody else meanwhile.
    """
    require(actor, Permission.MANAGE_PAYMENTS)
    with transaction.atomic():
        rows = list(
            visible_receivables(actor)
            .filter(pk__in=keys, company=company, is_open=True, reminder_step__lt=step.number)
            .select_related("company")
            .order_by("due_on", "pk")
        )
        lower = visible_receivables(actor).filter(pk__in=keys, company=company, is_open=True)
        if not rows or lower.count() != len(set(keys)) or not _raise_step(rows, step, today):
            raise Refused(_("Quelqu’un a déjà relancé ou soldé ce compte. Rien n’a été envoyé."))
        interest, fee = _penalties(rows, today)
        reminder = Reminder.objects.create(
            company=company,
            step=step.number,
            way=step.way.value,
            made_on=today,
            amount=sum((row.amount - row.settled for row in rows), ZERO),
            interest=interest,
            fee=fee,
            message_key=message_key,
            note=note[:500],
            made_by_id=actor.user_id,
        )
        reminder.receivables.set(rows)
        _journal(actor, reminder, [row.reference for row in rows])
    return reminder


def _raise_step(rows: Sequence[Receivable], step: ReminderStep, today: date) -> bool:
    """Take all these documents to the step; false when somebody else took one there at this very moment."""
    below = Receivable.objects.filter(
        pk__in=[row.pk for row in rows], is_open=True, reminder_step__lt=step.number
    )
    raised = below.update(reminder_step=step.number, reminded_on=today, revision=F("revision") + 1)
    return raised == len(rows)


def _penalties(rows: Sequence[Receivable], today: date) -> tuple[Decimal, Decimal]:
    """Interest and indemnity of the day, in euros."""
    values = dated_values()
    owed = [worked.value for row in rows if (worked := interest_of(row, today, values)) is not None]
    return sum((each.interest for each in owed), ZERO), sum((each.recovery_fee for each in owed), ZERO)


def _journal(actor: Actor, reminder: Reminder, references: Sequence[str]) -> None:
    told: dict[str, tuple[object, object]] = {
        "step": (None, reminder.step),
        "documents": (None, list(references)),
    }
    company = reminder.company
    record(
        actor,
        Entry("created", "reminder", reminder.pk, company.name, company_key=company.pk, changes=told),
    )
