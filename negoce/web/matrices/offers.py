"""« Prestations × clientèles »: families by segment, judged, explained; pairs not served that are worth attacking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.portfolio.enums import OfferSegmentClass, SegmentDimension
from negoce.portfolio.matrices.words import CLASSES, DIMENSIONS, OFFER_MESSAGES
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, Segment, Target, euros, offer_matrix
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash
from negoce.ui.words.figures import NOTHING, money, number, percent, short_money
from negoce.ui.words.say import reader_language, say
from negoce.web.http import actor_of, go
from negoce.web.matrices.offer_measures import MARGIN_MEASURES, MEASURES, heat, measured, shade
from negoce.web.matrices.offer_segments import bought, companies_of, family_names, segment_names
from negoce.web.matrices.target_asked import tools
from negoce.web.overview.asked import KIND_TITLES, Asked, asked_of

TASK = "portfolio.offer_segments"
_CARD = 5
Url = Callable[..., str]
# Who can be reached: the accessibility of the other matrix is high.
REACHABLE = Condition("accessibility_index", Operator.AT_LEAST, ("5",))


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
        **_table(matrix, measure, url),
        "why": _explained(request.GET.get("cell", ""), matrix, asked, margin=margin),
        "targets": _targets(matrix, asked, margin=margin),
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
        small = replace(matrix, families=matrix.families[:_CARD], segments=matrix.segments[:_CARD])
        context |= _table(small, measure, url)
    return render(request, "web/matrices/_offers_card.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Picture the matrix now rather than tonight; who only reads waits for the night."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG)
    flash(request, _("Le calcul est lancé : la page montrera ses chiffres dans un instant."))
    return go(request, reverse("portfolio:offer_segments"))


def _table(matrix: OfferMatrix, measure: str, url: Url) -> Mapping[str, Any]:
    names, segments = (
        family_names(matrix.families),
        segment_names(matrix.dimension, (each.key for each in matrix.segments)),
    )
    most = heat(matrix, measure)
    lines = []
    for family in matrix.families:
        public_id, name = names.get(family, ("", NOTHING))
        cells = [
            {
                **_cell(matrix, measure, family, segment.key, most),
                "url": url(cell=f"{public_id or 0}:{segment.key}") + "#why",
                "label": f"{name} × {segments.get(segment.key, segment.key)}",
            }
            for segment in matrix.segments
        ]
        lines.append({"name": name, "cells": cells, "total": measured(measure, matrix.by_family[family])})
    left = ""
    if matrix.left_out:
        words = ngettext(
            "%(count)s autre segment n’est pas montré.",
            "%(count)s autres segments ne sont pas montrés.",
            matrix.left_out,
        )
        left = words % {"count": matrix.left_out}
    return {
        "segments": [segments.get(each.key, each.key) for each in matrix.segments],
        "lines": lines,
        "foot": [measured(measure, matrix.by_segment.get(each.key, Figures())) for each in matrix.segments],
        "whole": measured(measure, matrix.whole),
        "left_out": left,
        "by_class": measure == "class",
    }


def _cell(
    matrix: OfferMatrix, measure: str, family: int, segment: str, most: Decimal
) -> Mapping[str, object]:
    figures = matrix.figures(family, segment)
    if measure == "class":
        found = matrix.judged(family, segment).value
        return {"words": str(CLASSES[found.value]), "shade": 0, "class": found.value}
    return {
        "words": measured(measure, figures),
        "shade": shade(measure, figures, most),
        "class": OfferSegmentClass.NOT_SERVED.value if figures.pair.is_empty else "",
    }


def _explained(cell: str, matrix: OfferMatrix, asked: Asked, *, margin: bool) -> Mapping[str, object] | None:
    """The pair that the address names: its figures, its class, the lists behind, what it may be worth."""
    public_id, _colon, key = cell.partition(":")
    names = family_names(matrix.families)
    family = next((pk for pk, (own, _name) in names.items() if (own or "0") == public_id), None)
    segment = next((each for each in matrix.segments if each.key == key), None)
    if family is None or segment is None or family not in matrix.by_family:
        return None
    figures = matrix.figures(family, segment.key)
    judged = matrix.judged(family, segment.key)
    target = matrix.target(family, segment, margin=margin) if family else None
    sentences = [_said(step.code, step.figures) for step in judged.steps] if margin else []
    facts = [
        (_("CA 12 mois"), money(euros(figures.cents))),
        (_("Croissance sur un an"), percent(figures.growth)),
        (_("Clients en 12 mois"), number(figures.buyers)),
        (_("Taux de réussite"), _win(figures)),
    ]
    if margin:
        facts[1:1] = [
            (_("Marge"), money(figures.pair.margin)),
            (_("Taux de marge"), percent(figures.margin_rate)),
        ]
        facts.append((_("Classe"), str(CLASSES[judged.value.value])))
    own = _conditions(matrix, asked, segment)
    return {
        "title": f"{names[family][1]} × {segment_names(matrix.dimension, [segment.key]).get(segment.key, segment.key)}",
        "facts": facts,
        "sentences": [*sentences, *([_worth(target, margin=margin)] if target is not None else [])],
        "buyers_url": _companies(own, bought(public_id, yes=True)) if family else "",
        "others_url": _companies(own, bought(public_id, yes=False)) if family else "",
    }


def _targets(matrix: OfferMatrix, asked: Asked, *, margin: bool) -> Sequence[Mapping[str, object]]:
    found = matrix.targets(margin=margin)
    names = family_names(each.family for each in found)
    segments = segment_names(matrix.dimension, (each.segment.key for each in found))
    lines = []
    for each in found:
        public_id, name = names[each.family]
        parts = (*_conditions(matrix, asked, each.segment), bought(public_id, yes=False), REACHABLE)
        text = write_filter(Group(parts))
        lines.append(
            {
                "name": name,
                "segment": segments.get(each.segment.key, each.segment.key),
                "today": _today(matrix.figures(each.family, each.segment.key), each.segment),
                "companies": number(each.worked.value.companies),
                "win_rate": percent(each.worked.value.win_rate, 0),
                "per_customer": money(each.worked.value.per_customer),
                "worth": short_money(each.worked.value.worth),
                "why": _worth(each, margin=margin),
                "url": f"{reverse('lists:companies')}?{urlencode({'filter': text})}",
                "tools": tools(text),
            }
        )
    return lines


def _conditions(matrix: OfferMatrix, asked: Asked, segment: Segment) -> tuple[Any, ...]:
    return (*asked.conditions, companies_of(matrix.dimension, segment.key))


def _companies(parts: Sequence[Any], more: Any) -> str:
    return f"{reverse('lists:companies')}?{urlencode({'filter': write_filter(Group((*parts, more)))})}"


def _worth(target: Target, *, margin: bool) -> str:
    said = " ".join(_said(step.code, step.figures) for step in target.worked.steps)
    kind = (
        _("En marge, d’après les clients actuels de cette famille.")
        if margin
        else _("En chiffre d’affaires.")
    )
    return f"{said} {kind}"


def _today(figures: Figures, segment: Segment) -> str:
    """« vide », or how many of the segment bought in 24 months."""
    if not figures.cents and not figures.served:
        return _("vide")
    whole = {"served": number(figures.served), "companies": number(segment.companies)}
    return _("%(served)s sur %(companies)s") % whole


def _win(figures: Figures) -> str:
    if figures.win_rate is None:
        return NOTHING
    return _("%(rate)s (%(won)s sur %(decided)s)") % {
        "rate": percent(figures.win_rate, 0),
        "won": number(figures.won),
        "decided": number(figures.won + figures.lost),
    }


def _said(code: str, figures: Mapping[str, object]) -> str:
    written = {
        name: number(value, 0 if value == value.to_integral_value() else 1)
        if isinstance(value, Decimal)
        else NOTHING
        if value is None
        else value
        for name, value in figures.items()
    }
    return say(Explanation(code, written), OFFER_MESSAGES)


def _scopes(asked: Asked, url: Url) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in asked.choices:
        entry = (url(scope=each.value), each.label, each is asked.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    return list(groups.items())


def _one_of(text: str, kind: type[SegmentDimension], usual: SegmentDimension) -> SegmentDimension:
    return kind(text) if text in set(kind) else usual
