"""« Matrice IPO/IPA »: companies by potential and accessibility; weights are tried out live, then kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.rules.filters import Condition
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import ENDED, JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.target_criteria import TASK, save_weights
from negoce.portfolio.matrices.words import ADVICE, QUADRANTS, SIDES, SOURCES
from negoce.portfolio.queries.target_matrix import Matrix, as_of_targets, matrix_of
from negoce.prospecting.enums import MatrixSide
from negoce.prospecting.queries.target_index import Criterion, of_side
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash
from negoce.ui.words.figures import percent, short_money
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go
from negoce.web.matrices.criterion_words import criterion_name, scale_words
from negoce.web.matrices.target_asked import (
    DENSITY,
    LEFT_ALONE,
    SEEN,
    WEIGHT,
    MatrixAsked,
    given_weights,
    in_quadrant,
    matrix_asked,
    scope_menu,
    tools,
    view_menu,
)
from negoce.web.matrices.target_drawing import about, drawing
from negoce.web.overview.asked import segments


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page: matrix, quadrants, criteria."""
    asked = matrix_asked(request)
    day = as_of_targets()
    if day is None:
        context = {"job_url": _job_url(), "may_set": asked.spec.actor.may(Permission.MANAGE_PROSPECTING)}
        return render(request, "web/matrices/targets_empty.html", context)
    context = {
        **figure_context(asked),
        "as_of": format_date(day, reader_language()),
        "job_url": _job_url(),
        "scope_label": asked.portfolio.choice.label,
        "scope_groups": scope_menu(asked),
        "several_scopes": len(asked.portfolio.choices) > 1,
        "segment_label": dict(segments(asked.spec.actor))[asked.portfolio.segment],
        "segments": [
            (asked.url(segment=key), words, key == asked.portfolio.segment)
            for key, words in segments(asked.spec.actor)
        ],
        "views": view_menu(asked),
        "problems": bool(asked.spec.problems),
        "sides": [
            {
                "key": side.value,
                "label": SIDES[side.value],
                "criteria": [_criterion(each) for each in of_side(asked.known, side)],
            }
            for side in (MatrixSide.POTENTIAL, MatrixSide.ACCESSIBILITY)
        ],
        "hidden": _hidden(asked),
        "new_url": reverse("matrices:criterion_new"),
    }
    return render(request, "web/matrices/targets.html", context)


@require_GET
def figure(request: HttpRequest) -> HttpResponse:
    """The picture alone, under the weights of the address; the address of the page follows."""
    asked = matrix_asked(request)
    response = render(request, "web/matrices/_target_figure.html", figure_context(asked))
    response.headers["HX-Replace-Url"] = asked.url()
    return response


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """The picture alone, small, as the page of the portfolio shows it."""
    asked = matrix_asked(request)
    context = {**figure_context(asked), "matrix_url": asked.url(view="")}
    return render(request, "web/matrices/_target_card.html", context)


@require_POST
def weights(request: HttpRequest) -> HttpResponse:
    """Keep the weights of the form; every company is placed again at once."""
    actor = actor_of(request)
    wanted, seen = given_weights(request.POST, WEIGHT), given_weights(request.POST, SEEN)
    try:
        changed = save_weights(actor, weights=wanted, seen=seen)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
        changed = 0
    if changed:
        flash(request, _("Poids enregistrés : toutes les entreprises sont replacées."), tone="good")
    kept = {name: request.POST.get(name, "") for name in ("scope", "segment", "filter", "view")}
    query = request.GET.copy()
    for name in list(query):
        if name.startswith(WEIGHT):
            del query[name]
    for name, value in kept.items():
        if value:
            query[name] = value
    return go(request, reverse("matrices:targets") + (f"?{query.urlencode()}" if query else ""))


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Read the facts of all companies now rather than tonight."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG, shown_to_all=True)
    flash(request, _("Le calcul est lancé : la page montrera ses chiffres dans un instant."))
    return go(request, reverse("matrices:targets"))


def figure_context(asked: MatrixAsked) -> Mapping[str, Any]:
    """What the picture and its quadrants need."""
    matrix = matrix_of(asked.spec, asked.known, tried=bool(asked.tried))
    return {
        "drawing": drawing(matrix, asked),
        "title": _("Potentiel × accessibilité (IPO/IPA)"),
        "views_tabs": [
            Tab(_("Les plus gros"), asked.url(view=""), active=asked.view != DENSITY),
            Tab(_("Densité"), asked.url(view=DENSITY), active=asked.view == DENSITY),
        ],
        "quadrants": [_quadrant(priority, matrix, asked) for priority in QUADRANTS],
        "companies": _companies(matrix),
        "tried": bool(asked.tried),
        "reset_url": asked.url(**{f"{WEIGHT}{key}": "" for key in asked.tried}),
        "may_set": asked.spec.actor.may(Permission.MANAGE_PROSPECTING),
        "is_empty": not matrix.placed,
    }


def _quadrant(priority: int, matrix: Matrix, asked: MatrixAsked) -> Mapping[str, object]:
    here = matrix.quadrants[priority]
    condition: Condition = in_quadrant(priority)
    acts = not asked.tried and here.companies > 0
    return {
        "priority": priority,
        "name": QUADRANTS[priority],
        "advice": ADVICE[priority],
        "count": about(here.companies, matrix),
        "share": percent(_share(here.companies, matrix.placed), 0),
        "size": short_money(here.size),
        "url": asked.companies_url(condition) if acts else "",
        "tools": tools(asked.spec.actor, asked.text(condition)) if acts and priority != LEFT_ALONE else [],
    }


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None


def _companies(matrix: Matrix) -> str:
    words = ngettext("%(count)s entreprise placée", "%(count)s entreprises placées", matrix.placed)
    return words % {"count": about(matrix.placed, matrix)}


def _criterion(each: Criterion) -> Mapping[str, object]:
    return {
        "id": each.public_id,
        "name": criterion_name(each),
        "about": SOURCES[each.source][1],
        "scale": scale_words(each),
        "weight": each.weight if each.counts else each.kept,
        "kept": each.kept,
        "counts": each.counts,
        "seen": f"{SEEN}{each.public_id}",
        "input": f"{WEIGHT}{each.public_id}",
        "edit_url": reverse("matrices:criterion", args=[each.public_id]),
    }


def _hidden(asked: MatrixAsked) -> Sequence[tuple[str, str]]:
    base = asked.portfolio
    given = (
        ("scope", base.choice.value),
        ("segment", base.segment),
        ("filter", asked.filter),
        ("view", asked.view),
    )
    return [(name, value) for name, value in given if value]


def _job_url() -> str:
    waited = Job.objects.filter(unique_key=TASK).exclude(state__in=[each.value for each in ENDED])
    job = waited.order_by("-pk").first()
    return reverse("jobs:detail", args=[job.public_id]) if job is not None and job.shown_to_all else ""
