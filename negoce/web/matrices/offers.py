"""« Prestations × clientèles »: families by segment, judged, explained; pairs not served that are worth attacking."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date
from negoce.portfolio.enums import SegmentDimension
from negoce.portfolio.matrices.words import DIMENSIONS
from negoce.portfolio.queries.offer_segments import LEAST_WORTH, offer_matrix
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash
from negoce.ui.words.figures import money
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go
from negoce.web.matrices.offer_measures import MARGIN_MEASURES, MEASURES
from negoce.web.matrices.offer_table import Url, offer_table
from negoce.web.matrices.offer_why import attack_lines, explained
from negoce.web.overview.asked import KIND_TITLES, Asked, asked_of

TASK = "portfolio.offer_segments"
_CARD = 5


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The matrix of the companies looked at, in one dimension, by one measure; `cell` names the pair explained."""
    actor = actor_of(request)
    asked, margin = asked_of(request, actor), actor.may_read(FieldGroup.MARGIN)
    dimension = _one_of(request.GET.get("by", ""), SegmentDimension, SegmentDimension.SECTOR)
    shown = [each for each in MEASURES if margin or each not in MARGIN_MEASURES]
    measure = request.GET.get("measure", "")
    measure = measure if measure in shown else shown[0]
    matrix = offer_matrix(asked.choice.scope.key, dimension)

    def url(**changes: str) -> str:
        given = {"scope": asked.choice.value, "by": dimension.value, "measure": measure, **changes}
        return f"{reverse('portfolio:offer_segments')}?{urlencode({key: each for key, each in given.items() if each})}"

    context: dict[str, Any] = {
        "scope_label": asked.choice.label,
        "scope_groups": _scopes(asked, url),
        "several_scopes": len(asked.choices) > 1,
        "may_refresh": actor.may(Permission.EDIT),
        "matrix": matrix,
    }
    if matrix is None or not matrix.families:
        return render(request, "web/matrices/offers_empty.html", context)
    late = matrix.as_of < timezone.localdate() - timedelta(days=1)
    context |= {
        "as_of": format_date(matrix.as_of, reader_language()),
        "is_late": late,
        "dimensions": [
            Tab(str(DIMENSIONS[each.value]), url(by=each.value), active=each is dimension)
            for each in SegmentDimension
        ],
        "measures": [Tab(str(MEASURES[each]), url(measure=each), active=each == measure) for each in shown],
        **offer_table(matrix, measure, url, matrix.shown_families, matrix.shown_segments),
        "why": explained(request.GET.get("cell", ""), matrix, asked, margin=margin),
        "targets": attack_lines(matrix, asked, margin=margin),
        "least": money(Decimal(LEAST_WORTH)),
        "margin": margin,
        "dimension": str(DIMENSIONS[dimension.value]),
    }
    return render(request, "web/matrices/offers.html", context)


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """The five largest families by the five largest segments, as the page of the portfolio shows them."""
    actor = actor_of(request)
    asked = asked_of(request, actor)
    measure = "margin" if actor.may_read(FieldGroup.MARGIN) else "revenue"
    matrix = offer_matrix(asked.choice.scope.key, SegmentDimension.SECTOR)

    def url(**changes: str) -> str:
        given = {"scope": asked.choice.value, "measure": measure, **changes}
        return f"{reverse('portfolio:offer_segments')}?{urlencode({key: each for key, each in given.items() if each})}"

    context: dict[str, Any] = {
        "matrix_url": url(),
        "measure": str(MEASURES[measure]),
        "lines": [],
        "segments": [],
    }
    if matrix is not None:
        named = [each for each in matrix.segments if each.key]
        context |= offer_table(matrix, measure, url, matrix.families[:_CARD], named[:_CARD], rest=False)
    return render(request, "web/matrices/_offers_card.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Picture the matrix now rather than tonight; who only reads waits for the night."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG)
    flash(request, _("Le calcul est lancé : la page montrera ses chiffres dans un instant."))
    return go(request, reverse("portfolio:offer_segments"))


def _scopes(asked: Asked, url: Url) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in asked.choices:
        entry = (url(scope=each.value), each.label, each is asked.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    return list(groups.items())


def _one_of(text: str, kind: type[SegmentDimension], usual: SegmentDimension) -> SegmentDimension:
    return kind(text) if text in set(kind) else usual
