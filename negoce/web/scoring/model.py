"""« Score appris »: the model in use, how right it is on companies it never saw, and the fits before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import ENDED
from negoce.jobs.models import Job
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.scoring_fit import SCORES_TASK, TASK, request_fit, use_fit
from negoce.portfolio.models import ScoringFit
from negoce.portfolio.queries.scoring_fields import outcome_fields
from negoce.portfolio.queries.scoring_fits import fit_in_use, latest_fits, visible_model_scores
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number, percent, share
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.scoring.charts import fit_charts
from negoce.web.scoring.words import FAMILIES, LEFT_OUT, column_words, score_tabs

# Beyond, outcomes are hardly ever told this well by what was known before them.
_TOO_GOOD, _POOR = 0.95, 0.6
# So near to chance, a column says nothing by itself.
_NEXT_TO_CHANCE = 0.02
_SHOWN = 10


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page; figures of the fit are the team's, the companies below those that one sees."""
    actor, fit, known = actor_of(request), fit_in_use(), latest_fits()
    best = visible_model_scores(actor).select_related("company")[:_SHOWN]
    context = {
        "tabs": score_tabs("model"),
        "may_set": actor.may(Permission.MANAGE_PROSPECTING),
        "fields": [(each.key, each.label) for each in outcome_fields()],
        "job_url": _job_url(actor),
        "problem": problem_words(known[0]) if known and known[0].problem else "",
        "fit": None if fit is None else _facts(fit),
        "charts": [] if fit is None else fit_charts(fit.judged["kept"]["tenths"]),
        "family_columns": (
            TableColumn(_("Famille de modèles")),
            TableColumn(_("AUC"), numeric=True),
            TableColumn(_("Brier"), numeric=True),
            TableColumn(_("Gain à 10 %"), numeric=True),
            TableColumn(_("Écart"), numeric=True),
        ),
        "families": [] if fit is None else [_family(name, fit) for name in FAMILIES if name in fit.judged],
        "column_columns": (TableColumn(_("Colonne")), TableColumn(_("AUC à elle seule"), numeric=True)),
        "columns": [] if fit is None else _columns(fit),
        "weak": [] if fit is None else [column_words(each["name"]) for each in fit.columns if _is_weak(each)],
        "left_out": [] if fit is None else [_left(each) for each in fit.left_out],
        "best_columns": (TableColumn(_("Entreprise")), TableColumn(_("Chance"), numeric=True)),
        "best": [
            {
                "name": each.company.name,
                "url": f"{company_url(each.company)}?tab=behaviour",
                "percent": percent(each.percent),
            }
            for each in best
        ],
        "all_url": f"{reverse('lists:companies')}?sort=-model_score&filter=model_score+%3E%3D+0",
        "history_columns": _history_columns(),
        "history": [_line(each) for each in known],
    }
    return render(request, "web/scoring/model.html", context)


@require_POST
def fit(request: HttpRequest) -> HttpResponse:
    """Learn anew now."""
    try:
        request_fit(actor_of(request), outcome=request.POST.get("outcome", "")[:60])
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("L’apprentissage est lancé : quelques minutes au plus."))
    return go(request, reverse("scoring:model"))


@require_POST
def use(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a fit in use by hand, or follow the newest again."""
    row = load_or_404(ScoringFit.objects.defer("content"), public_id)
    try:
        use_fit(actor_of(request), row, follow_newest=request.POST.get("follow") == "yes")
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("C’est fait. Les scores suivent en quelques instants."))
    return go(request, reverse("scoring:model"))


def outcome_words(fit: ScoringFit) -> str:
    """What a good outcome is."""
    if fit.outcome:
        return fit.outcome_label or fit.outcome
    return _("client dans les %(days)s jours") % {"days": fit.horizon_days}


def problem_words(fit: ScoringFit) -> str:
    """Why nothing was learned, with the figure."""
    told = fit.figures if isinstance(fit.figures, dict) else {}
    said = {
        "few_rows": _(
            "Pas assez de données : %(rows)s entreprises dont l’issue est connue, il en faut %(least)s."
        ),
        "few_of_one": _(
            "Pas assez de données : l’issue la plus rare n’est arrivée que %(rows)s fois, il en faut %(least)s."
        ),
        "few_holders": _(
            "Pas assez de données : l’issue la plus rare n’est venue que de %(rows)s entreprises, il en faut %(least)s."
        ),
        "one_class": _("Toutes les issues connues sont les mêmes (%(rows)s) : il n’y a rien à apprendre."),
        "not_binary": _("Ce résultat a %(count)s valeurs (%(values)s) : il en faut deux."),
        "no_outcome": _("Aucune issue n’est encore connue : rien à apprendre."),
        "no_column": _("Aucune colonne ne peut servir : toutes sont constantes ou remplies après coup."),
    }.get(fit.problem)
    return said % told if said else fit.problem


def _facts(fit: ScoringFit) -> Mapping[str, Any]:
    kept = fit.judged["kept"]
    auc = float(kept["auc"])
    return {
        "outcome": outcome_words(fit),
        "until": format_date(fit.known_until, reader_language()),
        "companies": number(fit.companies),
        "rows": number(fit.rows),
        "rate": share(Decimal(fit.good) / max(1, fit.rows), 1),
        "family": str(FAMILIES[fit.family]),
        "auc": number(Decimal(str(kept["auc"])), 3),
        "brier": number(Decimal(str(kept["brier"])), 4),
        "lift": number(Decimal(str(kept["lift_10"])), 1),
        "too_good": auc >= _TOO_GOOD,
        "poor": auc < _POOR,
        "is_chosen": fit.is_chosen,
        "use_url": reverse("scoring:use", args=[fit.public_id]),
    }


def _family(name: str, fit: ScoringFit) -> Mapping[str, object]:
    told = fit.judged[name]
    return {
        "name": str(FAMILIES[name]),
        "kept": name == fit.family,
        "auc": number(Decimal(str(told["auc"])), 3),
        "brier": number(Decimal(str(told["brier"])), 4),
        "lift": number(Decimal(str(told["lift_10"])), 1),
        "gap": number(Decimal(str(told["gap"])), 3),
    }


def _columns(fit: ScoringFit) -> Sequence[Mapping[str, object]]:
    telling = [each for each in fit.columns if not _is_weak(each)]
    strongest = sorted(telling, key=lambda each: -abs(each["alone"] - 0.5))
    return [
        {
            "name": column_words(each["name"]),
            "alone": number(Decimal(str(each["alone"])), 2),
            "suspect": each["suspect"],
        }
        for each in strongest
    ]


def _is_weak(column: Mapping[str, Any]) -> bool:
    return round(abs(column["alone"] - 0.5), 2) < _NEXT_TO_CHANCE


def _left(each: Mapping[str, Any]) -> str:
    return f"{column_words(each['name'])} ({LEFT_OUT.get(each['reason'], each['reason'])})"


def _history_columns() -> Sequence[TableColumn]:
    return (
        TableColumn(_("Connu jusqu’au")),
        TableColumn(_("Issue prévue")),
        TableColumn(_("Entreprises"), numeric=True),
        TableColumn(_("Demandé par")),
        TableColumn(""),
    )


def _line(fit: ScoringFit) -> Mapping[str, object]:
    return {
        "until": format_date(fit.known_until, reader_language()),
        "outcome": outcome_words(fit),
        "problem": problem_words(fit) if fit.problem else "",
        "in_use": fit.in_use,
        "companies": number(fit.companies),
        "by": str(fit.asked_by) if fit.asked_by else _("la nuit"),
        "use_url": "" if fit.problem or fit.in_use else reverse("scoring:use", args=[fit.public_id]),
    }


def _job_url(actor: Actor) -> str:
    """The progress of what runs, for whom it is shown to."""
    shown = Q(shown_to_all=True) | Q(actor_id=actor.user_id)
    running = (
        Job.objects.filter(shown, task__in=[TASK, SCORES_TASK])
        .exclude(state__in=ENDED)
        .order_by("-pk")
        .first()
    )
    return reverse("jobs:detail", args=[running.public_id]) if running is not None else ""
