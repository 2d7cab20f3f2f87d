"""« Portefeuille »: one snapshot, read and put into words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import ENDED, JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date_long
from negoce.portfolio.models import PortfolioSnapshot
from negoce.portfolio.queries.portfolio_page import (
    latest_snapshot,
    names_of_companies,
    names_of_people,
    past_headlines,
    year_budgets,
)
from negoce.portfolio.queries.steering import current_steering
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.queries.whole_house import sees_whole_house
from negoce.portfolio.rules.portrait import Portrait
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go
from negoce.web.overview.asked import Asked, asked_of, period_tabs, scope_groups, segments
from negoce.web.overview.balance import balance_card, funnel_card, stay_card
from negoce.web.overview.figures import number
from negoce.web.overview.leaving import cohort_chart, groups, trend_chart
from negoce.web.overview.life import flows_chart, life_table
from negoce.web.overview.tiles import tiles
from negoce.web.overview.to_do import to_do
from negoce.web.overview.weight import concentration_card, rfm_chart
from negoce.web.overview.whys import (
    cohorts_why,
    flows_why,
    leaving_why,
    life_why,
    moves_why,
    rfm_why,
    rules,
    trend_why,
    weight_why,
)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page: of the companies that the address asks for, among those that the person sees."""
    asked = asked_of(request, actor_of(request))
    snapshot = latest_snapshot(asked.choice.scope.key, asked.segment)
    if snapshot is None and asked.segment and latest_snapshot(asked.choice.scope.key, "") is not None:
        return render(request, "web/overview/empty.html", {**_frame(asked), "reason": "segment"})
    if snapshot is None:
        # Reading stores nothing: who opens the page asks for its figures by the button, or waits for the night.
        job = _under_way(asked)
        context = {**_frame(asked), "job_url": reverse("jobs:detail", args=[job.public_id]) if job else ""}
        return render(request, "web/overview/preparing.html", context)
    portrait = Portrait(snapshot.content, asked.period)
    context = {**_frame(asked), **_moment(snapshot), "companies": _companies(portrait)}
    if not portrait.has_orders:
        return render(request, "web/overview/empty.html", {**context, "reason": "orders"})
    return render(request, "web/overview/page.html", {**context, **_cards(asked, portrait, snapshot)})


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Take the snapshot of what is looked at now rather than tonight; who only reads waits for the night."""
    asked = asked_of(request, actor_of(request))
    require(asked.actor, Permission.EDIT)
    _ask(asked)
    flash(request, _("Le calcul est lancé : la page montrera ses chiffres dans un instant."))
    return go(request, asked.url())


def _ask(asked: Asked) -> Job:
    """The job that takes this snapshot; one that waits already is not asked for twice by one person."""
    scope = asked.choice.scope
    arguments = {
        "key": scope.key,
        "owners": sorted(scope.owners),
        "territories": sorted(scope.territories),
        "whole": scope.whole,
    }
    return enqueue(
        "portfolio.snapshots",
        {"scope": arguments},
        actor_id=asked.actor.user_id,
        unique_key=_job_key(asked),
        queue=JobQueue.LONG,
    )


def _under_way(asked: Asked) -> Job | None:
    """The job that this person asked for and that is not done yet."""
    waited = Job.objects.filter(unique_key=_job_key(asked)).exclude(state__in=[each.value for each in ENDED])
    return waited.order_by("-pk").first()


def _job_key(asked: Asked) -> str:
    return f"portfolio.snapshots:{asked.actor.user_id}:{asked.choice.scope.key}"


def _frame(asked: Asked) -> dict[str, Any]:
    return {
        "scope_label": asked.choice.label,
        "scope_groups": scope_groups(asked),
        "several_scopes": len(asked.choices) > 1,
        "segment_label": dict(segments(asked.actor))[asked.segment],
        "segments": [
            (asked.url(segment=key), words, key == asked.segment) for key, words in segments(asked.actor)
        ],
        "periods": period_tabs(asked),
        "may_export": asked.actor.may(Permission.EXPORT),
        "may_refresh": asked.actor.may(Permission.EDIT),
        "may_set": asked.actor.may(Permission.MANAGE_SETTINGS),
        "query": asked.url().partition("?")[2],
        "job_url": "",
        "reason": "",
        "companies": "",
        "taken_at": "",
        "is_late": False,
        "whole_url": asked.url(segment=""),
    }


def _moment(snapshot: PortfolioSnapshot) -> dict[str, Any]:
    """When the figures were taken; late once a whole night was missed."""
    late = snapshot.as_of < timezone.localdate() - timedelta(days=1)
    made = timezone.localtime(snapshot.made_at)
    when = {
        "day": format_date_long(made.date(), reader_language()),
        "hour": made.hour,
        "minute": f"{made.minute:02d}",
    }
    return {"taken_at": _("au %(day)s, %(hour)s h %(minute)s") % when, "is_late": late}


def _companies(portrait: Portrait) -> str:
    count = portrait.content["companies"]
    return ngettext("%(count)s entreprise", "%(count)s entreprises", count) % {"count": number(count)}


def _cards(asked: Asked, portrait: Portrait, snapshot: PortfolioSnapshot) -> dict[str, Any]:
    actor, year = asked.actor, snapshot.as_of.year
    thresholds, steering = current_thresholds(), current_steering()
    margin = actor.may_read(FieldGroup.MARGIN)
    place = portrait.content["concentration"] or {}
    largest = names_of_companies(actor, (key for key, _cents in place.get("largest_ones", ())))
    owners = (row[0] for row in portrait.period.get("by", {}).get("owner_id", ()) if row[0] is not None)
    history = past_headlines(snapshot.scope_key, snapshot.segment, snapshot.as_of)
    # Budgets are set for the whole house: beside a part of it they would say nothing.
    whole = margin and not asked.segment and asked.choice is asked.choices[0] and sees_whole_house(actor)
    budgets = year_budgets(year) if whole else None
    return {
        "tiles": tiles(portrait, asked, thresholds, margin=margin),
        "balance": balance_card(portrait, asked),
        "to_do": to_do(portrait, asked, thresholds, year, margin=margin),
        "life": life_table(portrait, asked, budgets, year, margin=margin),
        "flows": flows_chart(portrait, asked),
        "funnel": funnel_card(portrait, asked),
        "stay": stay_card(portrait, steering, margin=margin),
        "concentration": concentration_card(portrait, asked, largest, thresholds),
        "rfm": rfm_chart(portrait, asked),
        "groups": groups(portrait, asked, names_of_people(owners)),
        "cohorts": cohort_chart(portrait, asked, snapshot.as_of),
        "trend": trend_chart(history),
        "months": portrait.months,
        "rules": rules(),
        "whys": {
            "life": life_why(portrait, thresholds, margin=margin, budget=budgets is not None),
            "moves": moves_why(portrait, thresholds, steering, margin=margin),
            "flows": flows_why(portrait),
            "weight": weight_why(portrait),
            "rfm": rfm_why(portrait),
            "cohorts": cohorts_why(),
            "leaving": leaving_why(portrait),
            "trend": trend_why(history),
        },
    }
