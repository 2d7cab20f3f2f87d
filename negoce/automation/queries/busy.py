"""Who was already turned to today: no customer meets two playbooks, or a playbook and an offer, on one day."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from negoce.automation.enums import StepOutcome
from negoce.automation.models import OfferReach, PlaybookRun, PlaybookStepDone

# Nothing reached the customer by these.
_QUIET = (
    StepOutcome.OVER.value,
    StepOutcome.LEFT_OUT.value,
    StepOutcome.NOBODY.value,
    StepOutcome.REFUSED.value,
)


def turned_to(today: date, path: str = "pk", *, but_playbook: int | None = None) -> Q:
    """The condition on rows whose company (reached through `path`) a playbook or an offer turned to today.

    `but_playbook` is left aside: a playbook does not stand in its own way.
    """
    began = PlaybookRun.objects.filter(company=OuterRef(path), started_on=today, is_control=False)
    taken = PlaybookStepDone.objects.filter(run__company=OuterRef(path), done_on=today).exclude(
        outcome__in=_QUIET
    )
    if but_playbook is not None:
        began, taken = began.exclude(playbook=but_playbook), taken.exclude(run__playbook=but_playbook)
    made = OfferReach.objects.filter(
        company=OuterRef(path), reached_on=today, is_control=False, activity__isnull=False
    )
    return Q(Exists(began)) | Q(Exists(taken)) | Q(Exists(made))
