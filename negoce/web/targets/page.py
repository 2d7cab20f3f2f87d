"""« Objectifs et prévision »: a row a person, team or family, a column a month, typed by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.queries.target_parts import parts_lines
from negoce.portfolio.queries.target_rows import readable_kinds, target_rows
from negoce.portfolio.queries.targets import TargetLine, sales_as_of, target_lines
from negoce.portfolio.rules.attainment import months_of
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, whole_number
from negoce.web.targets.figures import month_name, whole
from negoce.web.targets.sums import cell_shown, parts_shown, row_sums, sums_of

KIND_LABELS: Mapping[TargetKind, object] = {
    TargetKind.PERSON: gettext_lazy("Par personne"),
    TargetKind.TEAM: gettext_lazy("Par équipe"),
    TargetKind.FAMILY: gettext_lazy("Par famille"),
    TargetKind.HOUSE: gettext_lazy("Toute la maison"),
}
_YEARS_BACK, _YEARS_AHEAD = 2, 1


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The grid of a year; `by` says whose rows, `year` which year."""
    actor, today = actor_of(request), timezone.localdate()
    kinds = readable_kinds(actor)
    asked = request.GET.get("by", "")
    kind = next((each for each in kinds if each.value == asked), kinds[0])
    year = whole_number(request.GET.get("year", "")) or today.year
    year = min(max(year, today.year - _YEARS_BACK), today.year + _YEARS_AHEAD)
    lines = target_lines(kind, target_rows(actor, kind), year, today)
    as_of = sales_as_of()
    context = {
        "tabs": page_tabs("page"),
        "kinds": [
            Tab(str(KIND_LABELS[each]), f"?by={each.value}&year={year}", active=each is kind)
            for each in kinds
        ],
        "years": [
            Tab(str(each), f"?by={kind.value}&year={each}", active=each == year)
            for each in range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
        ],
        "columns": _columns(kind, year),
        "lines": (shown := _lines(actor, kind, lines, year)),
        "has_parts": any(line["parts"] for line in shown),
        "foot": sums_of(lines, year, today),
        "year": year,
        "as_of": timezone.localtime(as_of) if as_of is not None else None,
        "may_set": actor.may(Permission.MANAGE_TARGETS),
        "copy_url": reverse("targets:copy", args=[kind.value, year]),
        "paste_url": reverse("targets:paste", args=[kind.value, year]),
    }
    return render(request, "web/targets/page.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Ask for what was ordered and what is foreseen to be worked out now rather than tonight."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    enqueue(
        "portfolio.forecast", {}, actor_id=actor.user_id, unique_key="portfolio.forecast", queue=JobQueue.LONG
    )
    flash(request, _("Le calcul est lancé : rechargez la page dans un instant."))
    return go(request, reverse("targets:page"))


def page_tabs(active: str) -> Sequence[Tab]:
    """The pages of this screen."""
    pages = [("page", _("Objectifs")), ("forecast", _("Prévision")), ("odds", _("Chances par étape"))]
    return [Tab(label, reverse(f"targets:{name}"), active=name == active) for name, label in pages]


def _columns(kind: TargetKind, year: int) -> Sequence[TableColumn]:
    names = {
        TargetKind.PERSON: _("Personne"),
        TargetKind.TEAM: _("Équipe"),
        TargetKind.FAMILY: _("Famille"),
        TargetKind.HOUSE: _("Maison"),
    }
    return [
        TableColumn(names[kind]),
        *(TableColumn(month_name(month), numeric=True) for month in months_of(year)),
        TableColumn(_("Année"), numeric=True),
        TableColumn(_("Atteint"), numeric=True),
    ]


def _lines(
    actor: Actor, kind: TargetKind, lines: Sequence[TargetLine], year: int
) -> Sequence[Mapping[str, object]]:
    parts = parts_lines(actor, kind, lines, year)
    may_set = actor.may(Permission.MANAGE_TARGETS)
    return [
        {
            "name": line.row.name,
            "id": line.row.public_id,
            "cells": [
                {
                    "target": cell_shown(line.targets.get(month)),
                    "actual": whole(line.actuals.get(month)),
                    "edit": reverse("targets:cell", args=[kind.value, line.row.public_id, year, month.month])
                    if may_set
                    else "",
                    "label": f"{line.row.name}, {month_name(month, with_year=True)}",
                }
                for month in months_of(year)
            ],
            "sums": row_sums(line),
            "parts": parts_shown(parts.get(line.row.key, ())),
            "spread_url": reverse("targets:spread", args=[kind.value, line.row.public_id, year])
            if may_set
            else "",
        }
        for line in lines
    ]
