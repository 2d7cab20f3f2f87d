"""How far a company is on the way to a contact who can decide, and who does the rest by when (P5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from negoce.companies.enums import CONTACT_KINDS, ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.decision_power import DECIDERS
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import PathStep
from negoce.prospecting.models import PathTask
from negoce.prospecting.queries.qualification import qualification_of
from negoce.prospecting.rules.contact_path import PathFacts, PathLine, contact_path

_MOST = 200


@dataclass(frozen=True, slots=True)
class ContactPath:
    """The steps, and the open task of those that somebody is to do, by step."""

    lines: Sequence[PathLine]
    tasks: Mapping[PathStep, Activity]

    @property
    def left(self) -> Sequence[PathLine]:
        """What is still to be done."""
        return [line for line in self.lines if not line.is_done]


def contact_path_of(actor: Actor, company: Company, today: date) -> ContactPath:
    """The path of a company that the actor sees, in six queries."""
    people = _people(company)
    spoken, need = _exchanges(company)
    qualification = qualification_of(company)
    worked = qualification.worked.value if qualification is not None else None
    known = _best(actor, people)
    facts = PathFacts(
        phone=company.phone,
        people=len(people),
        person=known.full_name if known is not None else "",
        decides=known is not None and _decides(actor, known),
        has_direct=known is not None and bool(known.phone or known.mobile or known.email),
        informed_on=known.informed_on if known is not None else None,
        spoken_on=spoken,
        need_on=need,
        confirmed=worked.confirmed if worked is not None else 0,
        criteria=worked.criteria if worked is not None else 0,
        is_qualified=worked is not None and worked.is_validated,
    )
    return ContactPath(contact_path(facts, today), open_tasks(actor, company))


def open_tasks(actor: Actor, company: Company) -> Mapping[PathStep, Activity]:
    """The tasks still to do of each step, with who does them; one query."""
    alive = visible_activities(actor).filter(state=ActivityState.PLANNED.value, company=company)
    rows = PathTask.objects.filter(company=company, task__in=alive).select_related("task__owner")
    return {PathStep(row.step): row.task for row in rows.order_by("pk")}


def _people(company: Company) -> Sequence[Contact]:
    rows = Contact.objects.filter(company=company, deleted_at__isnull=True, erased_at__isnull=True)
    return list(rows.select_related("current_post").order_by("pk")[:_MOST])


def _exchanges(company: Company) -> tuple[date | None, date | None]:
    """The last day somebody was spoken to, and the last day a need was noted; one query."""
    told = Activity.objects.filter(
        company=company, state=ActivityState.DONE.value, deleted_at__isnull=True
    ).aggregate(
        spoken=Max("starts_at", filter=Q(kind__in=sorted(CONTACT_KINDS))),
        need=Max("starts_at", filter=~Q(need_recorded="")),
    )
    spoken, need = (
        timezone.localtime(each).date() if each is not None else None
        for each in (told["spoken"], told["need"])
    )
    return spoken, need


def _best(actor: Actor, people: Sequence[Contact]) -> Contact | None:
    """Who decides, else whoever can be reached, else anybody."""
    ranked = sorted(
        people,
        key=lambda one: (not _decides(actor, one), not (one.phone or one.mobile or one.email), one.pk),
    )
    return ranked[0] if ranked else None


def _decides(actor: Actor, person: Contact) -> bool:
    if not actor.may_read(FieldGroup.OBSERVATIONS) or person.current_post is None:
        return False
    return person.current_post.decision_power in DECIDERS
