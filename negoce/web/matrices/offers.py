"""« Prestations × clientèles »: families by segment, judged, explained; pairs not served that are worth attacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date
from negoce.portfolio.enums import OfferKind, SegmentDimension
from negoce.portfolio.matrices.words import DIMENSIONS
from negoce.portfolio.queries.offer_segments import LEAST_WORTH, OfferMatrix
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash
from negoce.ui.words.figures import money
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go
from negoce.web.matrices.offer_asked import OFFERS, OffersAsked, measures_of, offers_asked
from negoce.web.matrices.offer_file import FORMATS
from negoce.web.matrices.offer_measures import MEASURES
from negoce.web.matrices.offer_table import offer_table
from negoce.web.matrices.offer_why import attack_lines, behind_lines, explained
from negoce.web.overview.asked import KIND_TITLES

TASK = "portfolio.offer_segments"
_CARD = 5


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The matrix of the companies looked at, in one dimension, by one measure; `cell` names the pair explained."""
    asked = offers_asked(request)
    actor, matrix = asked.portfolio.actor, asked.matrix
    context: dict[str, Any] = {
        "scope_label": asked.portfolio.choice.label,
        "scope_groups": _scopes(asked),
        "several_scopes": len(asked.portfolio.choices) > 1,
        "may_refresh": actor.may(Permission.EDIT),
        "may_export": actor.may(Permission.EXPORT) and matrix is not None and not matrix.is_empty,
        "files": [
            (asked.url("portfolio:offer_segments_file", format=each), each.upper()) for each in FORMATS
        ],
        "matrix": matrix,
    }
    if matrix is None or matrix.is_empty:
        return render(request, "web/matrices/offers_empty.html", context)
    shown = measures_of(margin=asked.margin)
    context |= {
        "as_of": format_date(matrix.as_of, reader_language()),
        "is_late": matrix.as_of < timezone.localdate() - timedelta(days=1),
        "dimensions": [
            Tab(str(DIMENSIONS[each.value]), asked.url(by=each.value), active=each is asked.dimension)
            for each in SegmentDimension
        ],
        "kinds": [
            Tab(str(words), asked.url(offers=each.value), active=each is asked.kind)
            for each, words in OFFERS.items()
        ],
        "measures": [
            Tab(str(MEASURES[each]), asked.url(measure=each), active=each == asked.measure) for each in shown
        ],
        **offer_table(asked, matrix, matrix.shown_families, matrix.shown_segments),
        "why": explained(request.GET.get("cell", ""), asked, matrix),
        "targets": (targets := attack_lines(asked, matrix)),
        "behind": () if targets else behind_lines(asked, matrix),
        "least": money(Decimal(LEAST_WORTH)),
        "margin": asked.margin,
        "head": _("Produit") if asked.kind is OfferKind.PRODUCT else _("Famille"),
        "note": _note(asked, matrix),
    }
    return render(request, "web/matrices/offers.html", context)


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """The five largest families by the five largest segments, as the page of the portfolio shows them."""
    asked = offers_asked(request, by=SegmentDimension.SECTOR)
    asked = replace(asked, measure="margin" if asked.margin else "revenue")
    context: dict[str, Any] = {
        "matrix_url": asked.url(by=""),
        "measure": str(MEASURES[asked.measure]),
        "lines": [],
        "segments": [],
        "attacks": [],
    }
    if asked.matrix is not None:
        named = [each for each in asked.matrix.segments if each.key]
        context |= offer_table(asked, asked.matrix, asked.matrix.families[:_CARD], named[:_CARD], rest=False)
        context["attacks"] = attack_lines(asked, asked.matrix)[:1]
    return render(request, "web/matrices/_offers_card.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Picture the matrix now rather than tonight; who only reads waits for the night."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG)
    flash(request, _("Le calcul est lancé : la page montrera ses chiffres dans un instant."))
    return go(request, reverse("portfolio:offer_segments"))


def _note(asked: OffersAsked, matrix: OfferMatrix) -> str:
    """What the columns leave out, or count twice."""
    if asked.adds_up:
        return ""
    said = _(
        "Une entreprise peut être dans plusieurs listes, ou dans aucune : les colonnes ne s’additionnent pas."
    )
    left = len(matrix.segments) - len(matrix.shown_segments)
    if not left:
        return said
    words = ngettext(
        "%(count)s autre liste n’est pas montrée.", "%(count)s autres listes ne sont pas montrées.", left
    )
    return f"{said} {words % {'count': left}}"


def _scopes(asked: OffersAsked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in asked.portfolio.choices:
        entry = (asked.url(scope=each.value), each.label, each is asked.portfolio.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    return list(groups.items())
