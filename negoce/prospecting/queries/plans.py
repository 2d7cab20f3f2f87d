"""Plans that a person may open, and how many companies one aims at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from negoce.companies.queries.lists.kept import kept_records
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.prospecting.models import ChannelChoice, PlanPerson, ProspectingPlan

LIST = "companies"
# Milliseconds for a count that follows what is typed.
PATIENCE = 180


@dataclass(frozen=True, slots=True)
class Segment:
    """How many companies the actor sees of a target, and what of its filter could not be understood."""

    count: int
    problems: Sequence[Finding] = ()


def visible_plans(actor: Actor) -> QuerySet[ProspectingPlan]:
    """Plans that the actor may open, newest first: their own and their team's; all, for who sees every company.

    A plan counts companies together, whoever follows them: only its people, and who sees everything, read it.
    """
    if actor.sees_everything and actor.may(Permission.MANAGE_PROSPECTING):
        return ProspectingPlan.objects.all()
    colleagues = sorted(actor.colleague_ids | {actor.user_id or 0})
    worked = PlanPerson.objects.order_by().filter(plan=OuterRef("pk"), person_id__in=colleagues)
    own = Q(created_by_id__in=colleagues) | Q(owner_id__in=colleagues) | Q(Exists(worked))
    return ProspectingPlan.objects.filter(own)


def may_change(actor: Actor) -> bool:
    """Whether the actor makes and changes plans."""
    return actor.may(Permission.MANAGE_PROSPECTING)


def segment_of(actor: Actor, filter_text: str) -> Segment:
    """How many companies that the actor sees answer a filter; a filter with a part not understood counts none."""
    spec = understand(LISTS[LIST], actor, Asked(filter=filter_text))
    if spec.problems:
        return Segment(0, tuple(spec.problems))
    return Segment(matching(spec).count())


def quick_segment(actor: Actor, filter_text: str) -> Segment | None:
    """The same while one waits for it; None when the database takes longer than a person who types may wait."""
    return within(PATIENCE, lambda: segment_of(actor, filter_text), by_clock=True)


def target_keys(actor: Actor, plan: ProspectingPlan) -> list[int]:
    """The companies of the target, in the order of their keys. Raises Refused for a filter not understood."""
    return list(
        kept_records(LISTS[LIST], actor, plan.filter_text).order_by("pk").values_list("pk", flat=True)
    )


def visible_choices(actor: Actor) -> QuerySet[ChannelChoice]:
    """The weighings of channels that the actor may open: those of their plans, and their team's own."""
    if actor.sees_everything and may_change(actor):
        return ChannelChoice.objects.all()
    colleagues = sorted(actor.colleague_ids | {actor.user_id or 0})
    plans = visible_plans(actor).order_by().values("pk")
    return ChannelChoice.objects.filter(Q(plan__in=plans) | Q(plan=None, created_by_id__in=colleagues))
