"""The column of the list of companies that says in which plans a company is: it only filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.tag_conditions import chosen_links
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import PlanCompany
from negoce.prospecting.queries.plans import visible_plans

_MOST = 200


def _in_plans(operator: str, values: Sequence[str], actor: Actor) -> Q:
    """Companies that one of these plans aims at, or none of them; plans that the actor may not open count nobody."""
    plans = visible_plans(actor).order_by("pk")
    keys = list(plans.filter(public_id__in=list(values)).values_list("pk", flat=True))
    every = PlanCompany.objects.filter(plan__in=plans.values("pk"))
    return chosen_links(operator, every, PlanCompany.objects.filter(plan_id__in=keys), "plan", *keys)


def _plans(actor: Actor) -> Sequence[tuple[str, Any]]:
    rows = visible_plans(actor).exclude(state=PlanState.DRAFT.value).order_by("-starts_on", "-pk")
    return list(rows.values_list("public_id", "name")[:_MOST])


PLAN_COLUMN = Column(
    "plan", _("Plan de prospection"), ColumnKind.CHOICE, condition=_in_plans, options=_plans, shown=False,
    sortable=False, groupable=False, position=240,
)  # fmt: skip
