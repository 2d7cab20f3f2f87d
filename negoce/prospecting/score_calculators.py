"""R-P2 as a question: what a company is, what it did and when, its score."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit, attributes
from negoce.parameters.rules.dated_values import DatedValues
from negoce.prospecting.rules.lead_score import MOST_POINTS, DatedPoints, FitPoints, LeadScore, lead_score
from negoce.prospecting.words.score import SCORE_MESSAGES

_OLDEST = Decimal(36_500)


def _score(given: Given, _values: DatedValues) -> Worked[LeadScore]:
    today = timezone.localdate()
    done = [
        DatedPoints(str(place), each["points"], today - timedelta(days=each["age"]))
        for place, each in enumerate(given["done"] or (), start=1)
    ]
    fit = [FitPoints("", given["fit"])] if given["fit"] else []
    return lead_score(fit, done, today)


SCORE_CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-P2",
        ask="lead-score",
        title=_("Score d’un lead"),
        inputs=(
            Input(
                "fit",
                _("Points de profil"),
                InputKind.NUMBER,
                lowest=-10 * MOST_POINTS,
                highest=10 * MOST_POINTS,
            ),
            Input(
                "done",
                _("Ce que l’entreprise a fait"),
                InputKind.ROWS,
                required=False,
                columns=(
                    Input("points", _("Points"), InputKind.NUMBER, lowest=-MOST_POINTS, highest=MOST_POINTS),
                    Input("age", _("Il y a (jours)"), InputKind.WHOLE, lowest=Decimal(0), highest=_OLDEST),
                ),
            ),
        ),
        work=_score,
        show=attributes("score", "fit", "behaviour", "is_proposed"),
        results=(
            Result("score", _("Score"), ResultUnit.NUMBER, main=True),
            Result("fit", _("Points de profil"), ResultUnit.NUMBER),
            Result("behaviour", _("Comportement"), ResultUnit.NUMBER),
            Result("is_proposed", _("Proposé comme prospect"), ResultUnit.YES_NO),
        ),
        messages=SCORE_MESSAGES,
        example={
            "fit": Decimal(45),
            "done": [{"points": Decimal(10), "age": 0}, {"points": Decimal(20), "age": 90}],
        },
    ),
)
