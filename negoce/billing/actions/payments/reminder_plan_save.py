"""Sets the steps of reminders, all at once: what is taken out is no longer a step."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.billing.models import ReminderPlanStep
from negoce.billing.queries.payments.reminder_plan import reminder_plan
from negoce.billing.reminder_words import say_reminder
from negoce.billing.rules.reminder_plan import PlannedStep, TypedStep, clean_plan
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def save_reminder_plan(actor: Actor, *, steps: Sequence[TypedStep]) -> Sequence[PlannedStep]:
    """Store the steps; documents keep the step that they have reached. Raises NotAllowed, and Refused by field."""
    require(actor, Permission.MANAGE_SETTINGS)
    planned, faults = clean_plan(steps)
    if faults:
        fields = {name: [say_reminder(found)] for name, found in faults.items()}
        message = ngettext(
            "%(count)s valeur est à corriger. Rien n’a été enregistré.",
            "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
            len(fields),
        )
        raise Refused(message % {"count": len(fields)}, fields=fields)
    with transaction.atomic():
        before = _told(reminder_plan())
        ReminderPlanStep.objects.all().delete()
        ReminderPlanStep.objects.bulk_create(
            ReminderPlanStep(
                number=each.step.number,
                late_days=each.step.late_days,
                apart_days=each.step.apart_days,
                way=each.step.way.value,
                is_notice=each.step.is_notice,
                **each.texts,
            )
            for each in planned
        )
        changes = {"steps": (before, _told(planned))}
        record(actor, Entry("updated", "reminder_plan", 0, _("Étapes de relance"), changes=changes))
    return planned


def _told(plan: Sequence[PlannedStep]) -> str:
    return ", ".join(f"{each.step.late_days} {each.step.way.value}" for each in plan)
