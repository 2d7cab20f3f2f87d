"""The chances of each step: how often deals that stood there were won, and what that rests on."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.negotiation.enums import DealStep
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.forecast_words import FORECAST_MESSAGES
from negoce.portfolio.models import StepOdds
from negoce.portfolio.queries.forecasts import step_chances
from negoce.portfolio.rules.step_odds import FEW_CLOSED, PRIOR_DEALS, STEPS, StepOdd
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import say
from negoce.web.targets.figures import language, percent
from negoce.web.targets.page import page_tabs


@require_GET
def odds(request: HttpRequest) -> HttpResponse:
    """The table of steps."""
    chances = step_chances()
    context = {
        "tabs": page_tabs("odds"),
        "rows": [_row(chances[step]) for step in STEPS if step in chances],
        "weight": PRIOR_DEALS,
        "few": FEW_CLOSED,
        "as_of": format_date(next(iter(chances.values())).as_of, language()) if chances else "",
        "columns": [
            TableColumn(_("Étape")),
            TableColumn(_("Chance de gagner"), numeric=True),
            TableColumn(_("8 fois sur 10, entre"), numeric=True),
            TableColumn(_("Affaires closes passées par là"), numeric=True),
            TableColumn(_("Gagnées"), numeric=True),
            TableColumn(_("Taux observé"), numeric=True),
            TableColumn(_("Point de départ"), numeric=True),
            TableColumn(_("Jours jusqu’au gain"), numeric=True),
        ],
    }
    return render(request, "web/targets/odds.html", context)


def _row(row: StepOdds) -> dict[str, object]:
    odd = StepOdd(row.step, row.probability, row.closed, row.won, row.prior, row.days)
    between = odd.interval
    return {
        "step": label_of(DealStep, odd.step),
        "probability": percent(Decimal(str(odd.probability))),
        "interval": " – ".join(percent(Decimal(str(each))) for each in between) if between else "",
        "won": odd.won,
        "closed": odd.closed,
        "own": percent(Decimal(odd.won) / odd.closed) if odd.closed else "",
        "prior": percent(Decimal(str(odd.prior))),
        "days": odd.days,
        "why": say(odd.explanation, FORECAST_MESSAGES),
    }
