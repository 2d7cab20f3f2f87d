"""The approaches of a company or of a person, with what they planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models import Approach, ApproachTask
from negoce.negotiation.rules.approaches import step_reached

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ApproachShown:
    """An approach, its tasks in the order of their days, and the step that it reached."""

    approach: Approach
    tasks: Sequence[Activity]
    step: DealStep

    @property
    def done(self) -> int:
        """How many of its tasks are done."""
        return sum(each.state == ActivityState.DONE for each in self.tasks)


def visible_approaches(actor: Actor) -> QuerySet[Approach]:
    """Approaches of the companies that the actor may see, in no order."""
    return Approach.objects.filter(
        Exists(visible_companies(actor).filter(pk=OuterRef("company_id")))
    ).order_by()


def approaches_of(company: Company, contact: Contact | None = None) -> Sequence[ApproachShown]:
    """Those of a company that the caller may see, of one person alone if told, under way first; two queries."""
    rows = Approach.objects.filter(company=company)
    if contact is not None:
        rows = rows.filter(contact=contact)
    rows = rows.select_related("contact", "cycle", "deal").prefetch_related(planned_tasks()).order_by("-id")
    found = [shown(each) for each in rows[: 4 * MOST_SHOWN]]
    return sorted(found, key=lambda each: each.approach.ended_on is not None)[:MOST_SHOWN]


def planned_tasks() -> Prefetch[str]:
    """What approaches planned, those in the bin left out, in the order of their days."""
    alive = ApproachTask.objects.filter(activity__deleted_at__isnull=True).select_related("activity")
    return Prefetch("tasks", alive.order_by("activity__starts_at", "activity_id"), to_attr="planned")


def shown(approach: Approach) -> ApproachShown:
    """An approach that was read with `planned_tasks`."""
    links: list[ApproachTask] = getattr(approach, "planned")  # noqa: B009 - told to the reader of types
    over = [(DealStep(each.step), each.activity.state != ActivityState.PLANNED) for each in links]
    return ApproachShown(approach, [each.activity for each in links], step_reached(over))
