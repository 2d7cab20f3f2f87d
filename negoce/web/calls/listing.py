"""The list of sessions of calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.prospecting.enums import CallOutcome, CallTargetState
from negoce.prospecting.models import CallAttempt, CallTarget, ProspectingPlan
from negoce.prospecting.queries.call_sessions import visible_sessions
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.call_figures import REACHED, share
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number
from negoce.web.calls.words import rate, state_chip
from negoce.web.http import actor_of
from negoce.web.orders.figures import language

_PAGE = 50
_LEFT = (CallTargetState.WAITING.value, CallTargetState.HELD.value)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The sessions that the person sees, latest first, with what they gave; those of one plan with `plan`."""
    actor = actor_of(request)
    asked = request.GET.get("plan", "")[:12]
    plan = visible_plans(actor).filter(public_id=asked).first() if asked else None
    sessions = visible_sessions(actor).filter(plan=plan) if plan is not None else visible_sessions(actor)
    ordered = sessions.select_related("owner", "plan").order_by("-created_at", "-pk")
    page = Paginator(ordered, _PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    left, made = _figures([row.pk for row in rows])
    lines = []
    for row in rows:
        calls, reached, meetings = made.get(row.pk, (0, 0, 0))
        lines.append(
            {
                "name": row.name,
                "url": reverse("calls:session", args=[row.public_id]),
                "state": state_chip(row),
                "left": f"{number(left.get(row.pk, 0))} / {number(row.targets_count)}",
                "calls": number(calls),
                "reached": rate(share(reached, calls)),
                "meetings": number(meetings),
                "plan": row.plan.name if row.plan is not None else "",
                "plan_url": _of_plan(row.plan) if row.plan is not None else "",
                "owner": row.owner.full_name if row.owner is not None else "",
                "day": format_date(timezone.localdate(row.created_at), language()),
            }
        )
    context = {
        "page": page,
        "address": f"?plan={plan.public_id}&" if plan is not None else "?",
        "lines": lines,
        "columns": _columns(),
        "may_make": actor.may(Permission.CREATE) and actor.may(Permission.EDIT),
        "plan": plan,
        "list_url": reverse("calls:list"),
        "new_url": f"{reverse('calls:new')}?plan={plan.public_id}"
        if plan is not None
        else reverse("calls:new"),
        "scripts_url": reverse("calls:scripts"),
        "companies_url": reverse("lists:companies"),
    }
    return render(request, "web/calls/list.html", context)


def _of_plan(plan: ProspectingPlan) -> str:
    return f"{reverse('calls:list')}?plan={plan.public_id}"


def _figures(keys: Sequence[int]) -> tuple[Mapping[int, int], Mapping[int, tuple[int, int, int]]]:
    """By session: how many are left to call; calls, people reached, meetings. Two queries."""
    left = dict(
        CallTarget.objects.filter(session__in=keys, state__in=_LEFT)
        .order_by()
        .values_list("session_id")
        .annotate(count=Count("pk"))
    )
    made = {
        session: (calls, reached, meetings)
        for session, calls, reached, meetings in CallAttempt.objects.filter(session__in=keys, undone_at=None)
        .order_by()
        .values("session_id")
        .annotate(
            calls=Count("pk"),
            reached=Count("pk", filter=Q(outcome__in=sorted(REACHED))),
            meetings=Count("pk", filter=Q(outcome=CallOutcome.MEETING.value)),
        )
        .values_list("session_id", "calls", "reached", "meetings")
    }
    return left, made


def _columns() -> Sequence[TableColumn]:
    return (
        TableColumn(_("Session")),
        TableColumn(_("État")),
        TableColumn(_("À appeler"), numeric=True),
        TableColumn(_("Appels"), numeric=True),
        TableColumn(_("Joints"), numeric=True),
        TableColumn(_("Rendez-vous"), numeric=True),
        TableColumn(_("Plan")),
        TableColumn(_("Ouverte par")),
        TableColumn(_("Le")),
    )
