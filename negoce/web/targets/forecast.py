"""What should be ordered in the coming months, and what was foreseen before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import ForecastDeal
from negoce.portfolio.queries.forecasts import (
    Forecast,
    deals_outlook,
    forecast_deals,
    latest_forecast,
    past_forecasts,
)
from negoce.portfolio.queries.target_rows import TargetRow, readable_kinds, target_rows
from negoce.portfolio.rules.forecast_months import FEW_MONTHS
from negoce.web.http import actor_of
from negoce.web.targets.figures import language, percent
from negoce.web.targets.forecast_rows import (
    chart,
    deal_columns,
    deal_row,
    deals_hidden,
    deals_meta,
    month_columns,
    month_row,
    past_columns,
    past_row,
    signed,
)
from negoce.web.targets.page import KIND_LABELS, page_tabs

DEALS_SHOWN = 15
# A correction of less than half a percent is not worth a sentence.
LEAST_SHOWN = 0.005


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """The coming months of one row: `of` names it, `person:<public id>`, `house`…"""
    actor = actor_of(request)
    groups = [(kind, target_rows(actor, kind)) for kind in readable_kinds(actor)]
    row = _chosen(actor, request.GET.get("of", ""), groups)
    found = latest_forecast(row) if row is not None else None
    past = past_forecasts(row, timezone.localdate()) if row is not None else []
    outlook = deals_outlook(row.kind, row.key) if row is not None else None
    seen = _deals(actor, row) if row is not None else ForecastDeal.objects.none()
    deals, shown = seen.count(), seen[:DEALS_SHOWN]
    context = {
        "tabs": page_tabs("forecast"),
        "choices": [
            (str(KIND_LABELS[kind]), [(_address(each), each.name, each == row) for each in rows])
            for kind, rows in groups
            if rows
        ],
        "name": row.name if row is not None else "",
        "is_family": row is not None and row.kind is TargetKind.FAMILY,
        "as_of": format_date(found.as_of, language()) if found else "",
        "method": _method(found) if found else "",
        "chart": chart(found) if found else None,
        "columns": month_columns(),
        "months": [month_row(each) for each in found.months] if found else [],
        "deal_columns": deal_columns(),
        "deals": [deal_row(each) for each in shown],
        "deals_hidden": deals_hidden(deals - DEALS_SHOWN),
        "deals_meta": deals_meta(outlook, seen=deals) if outlook else "",
        "past_columns": past_columns(),
        "past": [past_row(each) for each in past],
        "held": _("%(held)s mois sur %(all)s sont tombés dans l’intervalle.")
        % {"held": sum(each.held for each in past), "all": len(past)},
        "has_rebuilt": any(each.is_rebuilt for each in past),
    }
    return render(request, "web/targets/forecast.html", context)


def _chosen(
    actor: Actor, asked: str, groups: Sequence[tuple[TargetKind, Sequence[TargetRow]]]
) -> TargetRow | None:
    rows = [row for _kind, rows in groups for row in rows]
    found = next((row for row in rows if _address(row) == asked), None)
    if found is not None:
        return found
    house = next((row for row in rows if row.kind is TargetKind.HOUSE), None)
    team = next((row for row in rows if row.kind is TargetKind.TEAM), None)
    mine = next((row for row in rows if row.key == actor.user_id), None)
    return house or team or mine or next(iter(rows), None)


def _deals(actor: Actor, row: TargetRow) -> QuerySet[ForecastDeal]:
    return forecast_deals(row.kind, row.key).filter(deal__in=visible_deals(actor))


def _address(row: TargetRow) -> str:
    return row.scope if row.key is None else f"{row.kind.value}:{row.public_id}"


def _method(found: Forecast) -> str:
    if found.method == "foresight":
        words = _(
            "Clients : les commandes que la prévision attend de chacun × la valeur moyenne de ses commandes."
        )
    elif found.method == "last_year":
        words = _(
            "Clients : aucun ajustement n’est disponible, chacun de ceux qui ont commandé au moins deux jours en trois "
            "ans est supposé commander comme sur les 12 derniers mois, à la saison près."
        )
    else:
        return _("Clients : pas encore assez de commandes pour en attendre d’autres.")
    if abs(found.correction - 1) >= LEAST_SHOWN:
        words += " " + _(
            "Corrigé de %(percent)s : ce que les prévisions des derniers mois ont manqué, croissance et nouveaux venus."
        ) % {"percent": signed(Decimal(str(found.correction)) - 1)}
    words += " " + _("Mois plus ou moins bons pour tous : ± %(spread)s.") % {
        "spread": percent(Decimal(str(found.spread)))
    }
    if found.own >= LEAST_SHOWN:
        words += " " + _("Chacun s’en écarte encore de ± %(own)s.") % {
            "own": percent(Decimal(str(found.own)))
        }
    if found.learned >= FEW_MONTHS:
        return words + " " + _("Appris de %(months)s mois.") % {"months": found.learned}
    return (
        words
        + " "
        + _("Supposé, tant que moins de %(months)s mois ont pu être comparés.") % {"months": FEW_MONTHS}
    )
