"""« Prévision des commandes »: the fit in force, how right it was on past days, and the fits before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date, format_date_long
from negoce.kit.money import format_decimal, format_percent
from negoce.portfolio.actions.foresight_request import request_refit
from negoce.portfolio.models import ForesightFit
from negoce.portfolio.queries.foresight_fits import current_fit, latest_fits
from negoce.ui.charts import Chart, ChartKind, Dot, Unit
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.foresight.season_words import season_words
from negoce.web.foresight.still import level_words, still_words
from negoce.web.foresight.words import BASELINES, FINDINGS, model_words
from negoce.web.http import actor_of, go
from negoce.web.orders.figures import language

# Beyond twice the error of the naive rule, how many times says nothing.
_FAR = 2.0
_MEASURES = ("mae", "rmse", "bias", "auc", "ece", "covered")


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page; the same for everybody, for the fit is the team's."""
    actor, fit = actor_of(request), current_fit()
    context = {
        "may_refit": actor.may(Permission.MANAGE_SETTINGS),
        "fit": None if fit is None else _facts(fit),
        "findings": [FINDINGS[each] for each in (fit.findings if fit else ()) if each in FINDINGS],
        "chart": None if fit is None else _calibration(fit),
        "still": None if fit is None else still_words(fit),
        "level": "" if fit is None else level_words(fit),
        "season": "" if fit is None else season_words(fit),
        "columns": _columns(),
        "candidates": [] if fit is None else _candidates(fit),
        "cuts": "" if fit is None else _cut_words(fit),
        "history_columns": _history_columns(),
        "history": [_line(each) for each in latest_fits()],
    }
    return render(request, "web/foresight/page.html", context)


@require_POST
def refit(request: HttpRequest) -> HttpResponse:
    """Fit anew now rather than next week."""
    request_refit(actor_of(request))
    said = _(
        "L’ajustement est lancé : il compare les modèles sur votre passé, puis prévoit, en quelques minutes."
    )
    flash(request, said)
    return go(request, reverse("portfolio:foresight"))


def _facts(fit: ForesightFit) -> Mapping[str, Any]:
    return {
        "kind": fit.kind,
        "model": model_words(fit.kind),
        "until": format_date_long(fit.known_until, language()),
        "customers": _number(fit.customers),
        "repeats": _number(fit.repeat_customers),
        "orders": _number(fit.orders),
        "why": _why(fit),
        "margins": fit.margins,
    }


def _why(fit: ForesightFit) -> str:
    score = fit.reason.get("score")
    if score is None:
        return _("Votre passé est trop court pour comparer : c’est le modèle de départ.")
    if score > _FAR:
        return _(
            "Une règle naïve ne se trompe presque jamais ici : ce modèle est le moins mauvais, sans plus."
        )
    told = _percent(abs(1 - float(score)), 1)
    if score < 1:
        said = _(
            "Sur votre passé, ses erreurs sont de %(share)s plus petites que celles de la meilleure règle naïve."
        )
    else:
        said = _(
            "C’est le moins mauvais, mais une règle naïve ferait mieux de %(share)s : à lire avec prudence."
        )
    return said % {"share": told}


def _calibration(fit: ForesightFit) -> Chart | None:
    """The tenths of the kept model on the last day compared."""
    if not fit.comparison:
        return None
    kept = [each for each in fit.comparison[-1]["candidates"] if each["name"] == fit.kind]
    if not kept:
        return None
    dots = tuple(
        Dot(_("Décile %(place)s") % {"place": place}, round(100 * said, 1), round(100 * came, 1), customers)
        for place, (customers, said, came) in enumerate(kept[0]["bins"], 1)
    )
    return Chart(
        ChartKind.CALIBRATION,
        _("Ce qui était prévu, ce qui est venu"),
        dots=dots,
        unit=Unit.PERCENT,
        x_unit=Unit.PERCENT,
        x_label=_("Chance prévue"),
        y_label=_("Part constatée"),
        height="large",
    )


def _columns() -> Sequence[TableColumn]:
    return (
        TableColumn(_("Modèle de prévision")),
        TableColumn(_("Erreur par client"), numeric=True),
        TableColumn(_("Erreur quadratique"), numeric=True),
        TableColumn(_("Total prévu"), numeric=True),
        TableColumn(_("Classement (AUC)"), numeric=True),
        TableColumn(_("Écart de calibration"), numeric=True),
        TableColumn(_("Dans l’intervalle prévu"), numeric=True),
    )


def _candidates(fit: ForesightFit) -> Sequence[Mapping[str, Any]]:
    """Each candidate, on average over the days compared."""
    found: dict[str, dict[str, list[float]]] = {}
    for cut in fit.comparison:
        for each in cut["candidates"]:
            lists = found.setdefault(each["name"], {measure: [] for measure in _MEASURES})
            for measure in _MEASURES:
                if each[measure] is not None:
                    lists[measure].append(each[measure])
    return [_candidate(name, lists, kept=name == fit.kind) for name, lists in found.items()]


def _candidate(name: str, lists: Mapping[str, list[float]], *, kept: bool) -> Mapping[str, Any]:
    means = {measure: sum(values) / len(values) if values else None for measure, values in lists.items()}
    bias = means["bias"]
    return {
        "name": model_words(name),
        "kept": kept,
        "naive": name in BASELINES,
        "mae": _decimal(means["mae"]),
        "rmse": _decimal(means["rmse"]),
        "bias": "" if bias is None else _signed(bias),
        "auc": _decimal(means["auc"]),
        "ece": _decimal(means["ece"], 3),
        "covered": "" if means["covered"] is None else _percent(means["covered"]),
    }


def _cut_words(fit: ForesightFit) -> str:
    """« 10 mars, 10 avril… »"""
    return ", ".join(format_date(date.fromisoformat(each["day"]), language()) for each in fit.comparison)


def _history_columns() -> Sequence[TableColumn]:
    return (
        TableColumn(_("Connu jusqu’au")),
        TableColumn(_("Modèle de prévision")),
        TableColumn(_("Clients"), numeric=True),
        TableColumn(_("Ont racheté"), numeric=True),
        TableColumn(_("Demandé par")),
        TableColumn(_("Durée"), numeric=True),
    )


def _line(fit: ForesightFit) -> Mapping[str, Any]:
    return {
        "until": format_date(fit.known_until, language()),
        "model": model_words(fit.kind) if fit.kind else _("statut par règles seul"),
        "current": fit.is_current,
        "customers": _number(fit.customers),
        "repeats": _number(fit.repeat_customers),
        "by": str(fit.asked_by) if fit.asked_by else _("la nuit"),
        "seconds": _("%(count)s s") % {"count": _number(round(fit.seconds))},
    }


def _number(count: int) -> str:
    return format_decimal(count, language())


def _decimal(value: float | None, decimals: int = 2) -> str:
    return "" if value is None else format_decimal(Decimal(str(value)), language(), decimals)


def _percent(share: float, decimals: int = 0) -> str:
    return format_percent(Decimal(str(share)), language(), decimals)


def _signed(share: float) -> str:
    return f"{'+' if share > 0 else ''}{_percent(share, 1)}"
