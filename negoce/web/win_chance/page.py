"""« Probabilités apprises »: what the model in use is worth, beside what salespeople say, and the fits before it."""

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
from negoce.negotiation.queries.deals.asked import BoardAsked
from negoce.portfolio.actions.win_chance_fit import CHANCES_TASK, TASK, request_win_fit, use_win_fit
from negoce.portfolio.models import WinChanceFit
from negoce.portfolio.queries.win_chances import (
    furthest,
    latest_win_fits,
    likeliest,
    win_fit_in_use,
)
from negoce.portfolio.queries.win_forecast import both_sums
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.figures import money, number, percent, share
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.scoring.charts import fit_charts
from negoce.web.scoring.words import LEFT_OUT
from negoce.web.win_chance.compared import compared_lines
from negoce.web.win_chance.words import NEVER_READ, column_words, is_poor, problem_words

_TOO_GOOD = 0.95
# Under it, a column says nothing by itself of deals that were not seen; it may still serve with others.
_LEAST_TELLING = 0.52


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page; what the model is worth is the house's, deals and sums are those that one sees."""
    actor, fit, known = actor_of(request), win_fit_in_use(), latest_win_fits()
    context = {
        "may_set": actor.may(Permission.MANAGE_TARGETS),
        "job_url": _job_url(actor),
        "problem": problem_words(known[0]) if known and known[0].problem else "",
        "fit": None if fit is None else _facts(fit),
        "charts": () if fit is None else fit_charts(fit.judged["kept"]["tenths"]),
        "column_columns": (TableColumn(_("Colonne")), TableColumn(_("AUC à elle seule"), numeric=True)),
        "columns": () if fit is None else _columns(fit),
        "left_out": () if fit is None else [_left(each) for each in fit.left_out],
        "never_read": NEVER_READ,
        "history_columns": (
            TableColumn(_("Connu jusqu’au")),
            TableColumn(_("Affaires closes"), numeric=True),
            TableColumn(_("Demandé par")),
            TableColumn(""),
        ),
        "history": [_line(each) for each in known],
        **(compared_lines(actor, fit) if fit is not None else {"compared": ()}),
        **_deals(actor),
    }
    return render(request, "web/win_chance/page.html", context)


@require_POST
def fit(request: HttpRequest) -> HttpResponse:
    """Learn anew now."""
    request_win_fit(actor_of(request))
    flash(request, _("L’apprentissage est lancé : quelques minutes au plus."))
    return go(request, reverse("win_chance:page"))


@require_POST
def use(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a fit in use by hand, or follow the newest again."""
    row = load_or_404(WinChanceFit.objects.defer("content"), public_id)
    try:
        use_win_fit(actor_of(request), row, follow_newest=request.POST.get("follow") == "yes")
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("C’est fait. Les chances suivent en quelques instants."))
    return go(request, reverse("win_chance:page"))


def _facts(fit: WinChanceFit) -> Mapping[str, Any]:
    kept, later = fit.judged["kept"], fit.judged.get("later")
    return {
        "until": format_date(fit.known_until, reader_language()),
        "deals": number(fit.deals),
        "rows": number(fit.rows),
        "rate": share(Decimal(fit.won) / max(1, fit.deals), 1),
        "auc": _figure(kept["auc"], 3),
        "brier": _figure(kept["brier"], 3),
        "lift": _figure(kept["lift_10"], 1),
        "gap": share(Decimal(str(kept["gap"])), 1),
        "later": _("AUC %(auc)s, Brier %(brier)s") % {
            "auc": _figure(later["auc"], 3), "brier": _figure(later["brier"], 3)
        } if later else "",
        "later_deals": number(later["deals"]) if later else "",
        "too_good": kept["auc"] >= _TOO_GOOD,
        "poor": is_poor(fit),
        "is_chosen": fit.is_chosen,
        "use_url": reverse("win_chance:use", args=[fit.public_id]),
    }  # fmt: skip


def _deals(actor: Actor) -> Mapping[str, object]:
    sums = both_sums(actor, BoardAsked())
    columns = (
        TableColumn(_("Affaire")),
        TableColumn(_("Estimée"), numeric=True),
        TableColumn(_("Apprise"), numeric=True),
    )
    return {
        "sums": {
            "deals": sums.deals,
            "amount": money(sums.amount),
            "own": money(sums.said),
            "learned": money(sums.learned),
        },
        "gap_columns": columns,
        "gaps": [
            {
                "name": each.deal.name,
                "about": each.deal.company.name,
                "url": reverse("deals:deal", args=[each.deal.public_id]),
                "own": f"{each.percent}\u00a0%",
                "learned": percent(each.deal.win_chance.percent, 0),
            }
            for each in furthest(actor)
        ],
        "best_columns": (columns[0], columns[2]),
        "best": [
            {
                "name": each.deal.name,
                "about": each.deal.company.name,
                "url": reverse("deals:deal", args=[each.deal.public_id]),
                "learned": percent(each.percent, 0),
            }
            for each in likeliest(actor)
        ],
    }


def _columns(fit: WinChanceFit) -> Sequence[Mapping[str, object]]:
    telling = [each for each in fit.columns if round(each["alone"], 2) >= _LEAST_TELLING]
    return [
        {
            "name": column_words(each["name"]),
            "alone": _figure(each["alone"], 2),
            "suspect": each["suspect"],
        }
        for each in sorted(telling, key=lambda each: -each["alone"])
    ]


def _left(each: Mapping[str, Any]) -> str:
    return f"{column_words(each['name'])} ({LEFT_OUT.get(each['reason'], each['reason'])})"


def _line(fit: WinChanceFit) -> Mapping[str, object]:
    return {
        "until": format_date(fit.known_until, reader_language()),
        "problem": problem_words(fit) if fit.problem else "",
        "in_use": fit.in_use,
        "deals": number(fit.deals),
        "by": str(fit.asked_by) if fit.asked_by else _("la nuit"),
        "use_url": "" if fit.problem or fit.in_use else reverse("win_chance:use", args=[fit.public_id]),
    }


def _figure(value: float, decimals: int) -> str:
    return number(Decimal(str(value)), decimals)


def _job_url(actor: Actor) -> str:
    """The progress of what runs, for whom it is shown to."""
    shown = Q(shown_to_all=True) | Q(actor_id=actor.user_id)
    running = Job.objects.filter(shown, task__in=[TASK, CHANCES_TASK]).exclude(state__in=ENDED)
    job = running.order_by("-pk").first()
    return reverse("jobs:detail", args=[job.public_id]) if job is not None else ""
