"""How a prospecting plan is written as JSON: what it is, what was expected, what came of it, what it cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from negoce.api.records.schemas import REF
from negoce.api.steering.shapes import AMOUNT, COUNT, DAY, PERHAPS, TEXT, amount, day, record
from negoce.identity.enums import FieldGroup
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import PlanFigures
from negoce.portfolio.rules.plan_result import STAGES, plan_costs
from negoce.prospecting.models import PlanChannel, PlanCost, ProspectingPlan

RATES = ("quote_rate", "meeting_rate", "contact_rate")
_LINES: dict[str, Any] = {"type": "array", "items": {"type": "object"}}
_STAGES: dict[str, Any] = record(dict.fromkeys(STAGES, COUNT))
COST_SCHEMA: dict[str, Any] = record(
    {**dict.fromkeys(("id", "kind", "channel", "words"), TEXT), "day": DAY, "amount": AMOUNT}
)
ROW_SCHEMA: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "objective", "state", "launch", "filter"), TEXT),
        **dict.fromkeys(("starts_on", "ends_on"), DAY),
        **dict.fromkeys(("target_orders", "targeted"), COUNT),
        **dict.fromkeys(("budget", "spent"), AMOUNT),
        "owner": REF,
        "stages": {**_STAGES, "type": ["object", "null"]},
        "counted_on": DAY,
    }
)
PLAN_SCHEMA: dict[str, Any] = record(
    {
        **ROW_SCHEMA["properties"],
        **dict.fromkeys(RATES, PERHAPS),
        **dict.fromkeys(("note", "lesson"), TEXT),
        "yearly_margin": AMOUNT,
        "revision": COUNT,
        "people": {"type": "array", "items": REF},
        "channels": _LINES,
        "costs": {"type": "array", "items": COST_SCHEMA},
        "results": {"type": ["object", "null"]},
    }
)


def plan_rows(plans: Sequence[ProspectingPlan]) -> list[dict[str, Any]]:
    """Plans as a list shows them; three queries whatever their number."""
    keys = [each.pk for each in plans]
    figures = {row.plan_id: row for row in PlanFigures.objects.filter(plan__in=keys).order_by("pk")}
    spent = _sums(PlanCost.objects.filter(plan__in=keys), "amount")
    budgets = _sums(PlanChannel.objects.filter(plan__in=keys), "budget")
    return [
        {
            "id": plan.public_id,
            **{name: getattr(plan, name) for name in ("name", "objective", "state", "launch")},
            "filter": plan.filter_text,
            "starts_on": day(plan.starts_on),
            "ends_on": day(plan.ends_on),
            "owner": person(plan.owner),
            "target_orders": plan.target_orders,
            "targeted": plan.targeted if plan.started_at is not None else None,
            "budget": amount(budgets.get(plan.pk, Decimal(0))),
            "spent": amount(spent.get(plan.pk, Decimal(0))),
            "stages": _stages(figures[plan.pk].content) if plan.pk in figures else None,
            "counted_on": day(figures[plan.pk].as_of) if plan.pk in figures else None,
        }
        for plan in plans
    ]


def plan_json(actor: Actor, plan: ProspectingPlan) -> dict[str, Any]:
    """The whole plan; what margins tell only for who reads them."""
    costs = list(plan.costs.order_by("-day", "-pk"))
    people = plan.people.select_related("person").order_by("person__last_name", "pk")
    found = {
        **plan_rows([plan])[0],
        **{name: f"{getattr(plan, name):.2f}" for name in RATES},
        "note": plan.note,
        "lesson": plan.lesson,
        "revision": plan.revision,
        "people": [person(each.person) for each in people],
        "channels": [_channel(each) for each in plan.channels.order_by("pk")],
        "costs": [cost_json(each) for each in costs],
        "results": _results(actor, plan, costs),
    }
    if actor.may_read(FieldGroup.MARGIN):
        found["yearly_margin"] = amount(plan.yearly_margin)
    return found


def cost_json(cost: PlanCost) -> dict[str, Any]:
    """A cost of a plan; one without a channel is for all of them."""
    return {
        "id": cost.public_id,
        **{name: getattr(cost, name) for name in ("kind", "channel", "words")},
        "day": day(cost.day),
        "amount": amount(cost.amount),
    }


def person(user: User | None) -> dict[str, str] | None:
    """One of our own people."""
    return None if user is None else {"id": user.public_id, "name": user.full_name}


def _results(actor: Actor, plan: ProspectingPlan, costs: Sequence[PlanCost]) -> dict[str, Any] | None:
    figures = PlanFigures.objects.filter(plan=plan).first()
    if figures is None:
        return None
    content, margins = figures.content, actor.may_read(FieldGroup.MARGIN)
    spent = plan_costs(
        [(each.channel, each.amount) for each in costs],
        content,
        set(plan.channels.order_by().values_list("channel", flat=True)),
        yearly_margin=plan.yearly_margin if margins else None,
    )
    customer = spent.customer
    found: dict[str, Any] = {
        "counted_on": day(figures.as_of),
        "stages": _stages(content),
        "contacts": content["contacts"],
        "orders": content["orders"],
        "revenue": _euros(content["revenue_cents"]),
        "cost_per": {
            "contact": amount(spent.contact),
            "lead": amount(spent.lead),
            "meeting": amount(spent.meeting),
            "customer": amount(customer.each if customer is not None else None),
            "attributed_customer": amount(spent.attributed.each if spent.attributed is not None else None),
        },
        "channels": [
            {
                "channel": key,
                **{stage: got.get(stage, 0) for stage in STAGES},
                "revenue": _euros(got.get("revenue_cents", 0)),
            }
            for key, got in content["channels"].items()
        ],
        "weeks": [
            {"week": week, **dict(zip(STAGES, counts, strict=True))} for week, *counts in content["weeks"]
        ],
    }
    if margins:
        months = customer.payback_months if customer is not None else None
        found["margin"] = _euros(content["margin_cents"])
        found["payback_rests_on"] = spent.basis or None
        found["payback_months"] = None if months is None else f"{months:f}"
        back = spent.return_on_cost
        found["return_percent"] = None if back is None else f"{back:f}"
    return found


def _stages(content: Mapping[str, Any]) -> dict[str, int]:
    return dict(zip(STAGES, content["stages"], strict=True))


def _euros(cents: int | None) -> str | None:
    return None if cents is None else amount(Decimal(cents) / 100)


def _channel(row: PlanChannel) -> dict[str, Any]:
    return {
        "channel": row.channel,
        "mode": row.mode,
        "budget": amount(row.budget),
        "target_orders": row.target_orders,
        "contact_rate": None if row.contact_rate is None else f"{row.contact_rate:.2f}",
    }


def _sums(rows: Any, column: str) -> dict[int, Decimal]:
    found = rows.order_by().values_list("plan_id").annotate(all=Sum(column))
    return {key: Decimal(str(total)) for key, total in found}
