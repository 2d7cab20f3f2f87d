"""What the pages of playbooks read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q

from negoce.automation.enums import RunEnd, RunState
from negoce.automation.models import Playbook, PlaybookRun, PlaybookStep, PlaybookStepDone
from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor

_MOST = 20


@dataclass(frozen=True, slots=True)
class RunCounts:
    """How many companies a playbook is with, was with, left out by lot, and how many of them ordered or answered."""

    running: int = 0
    begun: int = 0
    control: int = 0
    ordered: int = 0
    answered: int = 0


def kept_steps() -> Any:
    """The steps that were not taken out, in order."""
    rows = PlaybookStep.objects.filter(removed_at__isnull=True).select_related(
        "template", "assignee", "offer"
    )
    return Prefetch("steps", queryset=rows.order_by("delay_days", "pk"))


def all_playbooks() -> Sequence[Playbook]:
    """Every playbook with its steps, in two queries."""
    return list(Playbook.objects.order_by("pk").select_related("owner").prefetch_related(kept_steps()))


def run_counts(playbooks: Sequence[Playbook], actor: Actor) -> Mapping[int, RunCounts]:
    """The counts of each over the companies that the actor sees, in one query."""
    rows = (
        PlaybookRun.objects.filter(company_rights(actor, "company__"), playbook__in=playbooks)
        .order_by()
        .values("playbook_id")
    )
    found = rows.annotate(
        running=Count("pk", filter=Q(state=RunState.RUNNING.value, is_control=False)),
        begun=Count("pk", filter=Q(is_control=False)),
        control=Count("pk", filter=Q(is_control=True)),
        ordered=Count("pk", filter=Q(is_control=False, end=RunEnd.ORDERED.value)),
        answered=Count("pk", filter=Q(is_control=False, end=RunEnd.ANSWERED.value)),
    )
    return {
        row["playbook_id"]: RunCounts(
            row["running"], row["begun"], row["control"], row["ordered"], row["answered"]
        )
        for row in found
    }


def runs_of(company: Company) -> Sequence[PlaybookRun]:
    """The playbooks that began with a company, with what their steps made, those left out by lot aside."""
    done = PlaybookStepDone.objects.select_related("step", "activity").order_by("pk")
    rows = PlaybookRun.objects.filter(company=company, is_control=False).select_related(
        "playbook", "ended_by"
    )
    return list(rows.order_by("-started_on", "-pk").prefetch_related(Prefetch("done", queryset=done))[:_MOST])
