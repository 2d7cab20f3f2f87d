"""The rules of prospecting as questions: qualification, then plans and channels."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues
from negoce.prospecting.enums import Answer, GridKind
from negoce.prospecting.plan_calculators import PLAN_CALCULATORS
from negoce.prospecting.rules.qualification import Coverage, coverage
from negoce.prospecting.score_calculators import SCORE_CALCULATORS
from negoce.prospecting.words.qualification import CRITERIA, MESSAGES

_BANT = ("budget", "authority", "need", "timeline")
_YES_NO = InputKind.YES_NO


def _qualification(given: Given, _values: DatedValues) -> Worked[Coverage]:
    return coverage(GridKind.BANT, {key: Answer.YES if given[key] else Answer.NO for key in _BANT})


def _show(found: Coverage) -> Mapping[str, object]:
    return {"percent": found.percent, "validated": found.is_validated}


CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-P1",
        ask="qualification",
        title=_("Qualification d’une entreprise (BANT)"),
        source="",
        inputs=tuple(Input(key, CRITERIA["bant", key][0], _YES_NO) for key in _BANT),
        work=_qualification,
        show=_show,
        results=(
            Result("percent", _("Critères confirmés"), ResultUnit.PERCENT),
            Result("validated", _("Qualification faite"), ResultUnit.YES_NO, main=True),
        ),
        messages=MESSAGES,
        example={"budget": True, "authority": False, "need": True, "timeline": True},
    ),
    *SCORE_CALCULATORS,
    *PLAN_CALCULATORS,
)
