"""What should be ordered in the coming months, what was foreseen before, and the chances of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.negotiation.deal_words import label_of
from negoce.negotiation.enums import DealStep
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.queries.forecasts import (
    Forecast,
    ForecastMonth,
    PastForecast,
    latest_forecast,
    past_forecasts,
    step_chances,
)
from negoce.portfolio.queries.target_rows import TargetRow, readable_kinds, target_rows
from negoce.portfolio.rules.step_odds import PRIOR_DEALS, STEPS
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of
from negoce.web.targets.figures import language, month_name, percent, whole
from negoce.web.targets.page import KIND_LABELS, page_tabs


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """The coming months of one row: `of` names it, `person:<public id>`, `house`…"""
    actor = actor_of(request)
    groups = [(kind, target_rows(actor, kind)) for kind in readable_kinds(actor)]
    row = _chosen(actor, request.GET.get("of", ""), groups)
    found = latest_forecast(row) if row is not None else None
    past = past_forecasts(row, timezone.localdate()) if row is not None else []
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
        "chart": _chart(found) if found else None,
        "columns": _columns(),
        "months": [_month(each) for each in found.months] if found else [],
        "past_columns": _past_columns(),
        "past": [_past(each) for each in past],
        "held": _("%(held)s mois sur %(all)s sont tombés dans l’intervalle.")
        % {"held": sum(each.held for each in past), "all": len(past)},
        "has_rebuilt": any(each.is_rebuilt for each in past),
    }
    return render(request, "web/targets/forecast.html", context)


@require_GET
def odds(request: HttpRequest) -> HttpResponse:
    """How often deals that stood at each step were won, and what that rests on."""
    chances = step_chances()
    rows = [
        {
            "step": label_of(DealStep, step),
            "probability": percent(Decimal(str(chances[step].probability))),
            "won": chances[step].won,
            "closed": chances[step].closed,
            "own": percent(Decimal(chances[step].won) / chances[step].closed) if chances[step].closed else "",
            "prior": percent(Decimal(str(chances[step].prior))),
            "days": chances[step].days,
        }
        for step in STEPS
        if step in chances
    ]
    context = {
        "tabs": page_tabs("odds"),
        "rows": rows,
        "weight": PRIOR_DEALS,
        "as_of": format_date(next(iter(chances.values())).as_of, language()) if chances else "",
        "columns": [
            TableColumn(_("Étape")),
            TableColumn(_("Chance de gagner"), numeric=True),
            TableColumn(_("Affaires closes passées par là"), numeric=True),
            TableColumn(_("Gagnées"), numeric=True),
            TableColumn(_("Taux observé"), numeric=True),
            TableColumn(_("Point de départ"), numeric=True),
            TableColumn(_("Jours jusqu’au gain"), numeric=True),
        ],
    }
    return render(request, "web/targets/odds.html", context)


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


def _address(row: TargetRow) -> str:
    return row.scope if row.key is None else f"{row.kind.value}:{row.public_id}"


def _method(found: Forecast) -> str:
    spread = percent(Decimal(str(found.spread)))
    if found.method == "foresight":
        words = _(
            "Clients : les commandes que la prévision attend de chacun × la valeur moyenne de ses commandes. "
            "Mois plus ou moins bons pour tous : ± %(spread)s."
        )
    elif found.method == "last_year":
        words = _(
            "Clients : aucun ajustement n’est disponible, chacun de ceux qui ont commandé au moins deux jours en trois "
            "ans est supposé commander comme sur les 12 derniers mois, à la saison près. "
            "Mois plus ou moins bons pour tous : ± %(spread)s."
        )
    else:
        return _("Clients : pas encore assez de commandes pour en attendre d’autres.")
    return words % {"spread": spread}


def _columns() -> Sequence[TableColumn]:
    return [
        TableColumn(_("Mois")),
        TableColumn(_("Déjà commandé"), numeric=True),
        TableColumn(_("Clients"), numeric=True),
        TableColumn(_("Affaires"), numeric=True),
        TableColumn(_("Prévision"), numeric=True),
        TableColumn(_("8 fois sur 10, entre"), numeric=True),
        TableColumn(_("Objectif"), numeric=True),
        TableColumn(_("Écart"), numeric=True),
        TableColumn(_("Un an avant"), numeric=True),
    ]


def _month(each: ForecastMonth) -> Mapping[str, object]:
    gap = each.mid - each.target if each.target is not None else None
    return {
        "month": month_name(each.month, with_year=True),
        "ordered": whole(each.ordered) if each.ordered else "",
        "customers": whole(each.customers),
        "deals": whole(each.deals) if each.deals_count else "",
        "deals_count": each.deals_count,
        "mid": whole(each.mid),
        "low": whole(each.low),
        "high": whole(each.high),
        "target": whole(each.target),
        "gap": whole(gap),
        "tone": "" if gap is None else "good" if gap >= 0 else "bad",
        "year_before": whole(each.year_before) if each.year_before else "",
    }


def _past_columns() -> Sequence[TableColumn]:
    return [
        TableColumn(_("Mois")),
        TableColumn(_("Prévu le")),
        TableColumn(_("Prévision"), numeric=True),
        TableColumn(_("8 fois sur 10, entre"), numeric=True),
        TableColumn(_("Commandé"), numeric=True),
        TableColumn(_("Écart"), numeric=True),
        TableColumn(_("Dans l’intervalle")),
    ]


def _past(each: PastForecast) -> Mapping[str, object]:
    return {
        "month": month_name(each.month, with_year=True),
        "as_of": format_date(each.as_of, language()),
        "is_rebuilt": each.is_rebuilt,
        "mid": whole(each.mid),
        "low": whole(each.low),
        "high": whole(each.high),
        "actual": whole(each.actual),
        "gap": ("+" if each.gap > 0 else "") + percent(each.gap) if each.gap is not None else "",
        "held": each.held,
    }


def _chart(found: Forecast) -> Chart:
    months = found.months
    series = [
        Series(
            _("Prévision"),
            tuple(each.mid for each in months),
            low=tuple(each.low for each in months),
            high=tuple(each.high for each in months),
        ),
        Series(_("Un an avant"), tuple(each.year_before for each in months), hue="ink-3", dashed=True),
    ]
    if any(each.target is not None for each in months):
        series.append(Series(_("Objectif"), tuple(each.target for each in months), hue="warn"))
    return Chart(
        ChartKind.INTERVAL,
        _("Commandes prévues, HT"),
        categories=tuple(month_name(each.month, with_year=True) for each in months),
        series=tuple(series),
        unit=Unit.MONEY,
        x_label=_("Mois"),
    )
