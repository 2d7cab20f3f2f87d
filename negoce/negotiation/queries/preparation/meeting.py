"""The next meeting of a deal, and the last one that was held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Contact
from negoce.companies.queries.timeline.activities import activities_with_people
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal, DealActivity, DealPreparation

# By these somebody is seen or heard.
SPOKEN = (ActivityKind.VISIT.value, ActivityKind.VIDEO.value, ActivityKind.CALL.value)
_LAST = 6


@dataclass(frozen=True, slots=True)
class Meetings:
    """The meeting that is planned, about this deal before any other; what was said before, the latest first."""

    planned: Activity | None
    said: Sequence[Activity]


def meetings_of(actor: Actor, deal: Deal) -> Meetings:
    """What the actor sees of them, other deals left out; six queries at most."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    rows = _about(actor, deal).filter(
        kind__in=SPOKEN, state=ActivityState.PLANNED.value, starts_at__gte=today
    )
    ahead = list(rows.order_by("starts_at", "id")[:_LAST])
    planned = next((each for each in ahead if getattr(each, "of_deal")), ahead[0] if ahead else None)  # noqa: B009
    said = _about(actor, deal).filter(state=ActivityState.DONE.value)
    said = said.exclude(kind=ActivityKind.TASK.value)
    return Meetings(planned, list(said.order_by("-starts_at", "-id")[:_LAST]))


def people_of(actor: Actor, activity: Activity) -> Sequence[Contact]:
    """Who takes part, as far as the actor sees them; one query."""
    keys = [each.contact_id for each in activity.activity_contacts.all()]
    rows = visible_contacts(actor).select_related("current_post").filter(pk__in=keys)
    return list(rows.order_by("name_key", "id")) if keys else []


def preparation_of(deal: Deal) -> DealPreparation | None:
    """What is written of a deal that the caller sees; one query."""
    return DealPreparation.objects.filter(deal=deal).first()


def _about(actor: Actor, deal: Deal) -> QuerySet[Activity]:
    elsewhere = Q(deal_link__isnull=False) & ~Q(deal_link__deal=deal)
    rows = activities_with_people(actor).filter(company_id=deal.company_id).exclude(elsewhere)
    return rows.annotate(of_deal=Exists(DealActivity.objects.filter(activity=OuterRef("pk"), deal=deal)))
