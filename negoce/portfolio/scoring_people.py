"""What learned scores hold of the texts of custom fields: they may name a person, and forget the name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.portfolio.models import ModelScore, ScoringFit

Redact = Callable[[str], str]


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Scores are of companies: nothing of them is held about a person."""
    return ()


def _house(crowd: Crowd) -> int:
    """Only fits on custom fields hold free texts: levels, and the values that reasons quote."""
    redact = crowd.redact
    told = ModelScore.objects.filter(fit__outcome__gt="")
    changed = mend_rows(told, ("reasons",), lambda reasons: _mended(reasons, redact, ("value",)))
    fits = ScoringFit.objects.filter(outcome__gt="")
    changed += mend_rows(fits, ("outcome_label",), redact)
    return changed + mend_rows(fits, ("content",), lambda content: _levels(content, redact))


def _mended(rows: Any, redact: Redact, names: Sequence[str]) -> Any:
    return [{key: redact(value) if key in names else value for key, value in row.items()} for row in rows]


def _levels(content: Any, redact: Redact) -> Any:
    """What is mended no longer names a level: whoever has it counts among the others."""
    columns = [
        {**column, "levels": [redact(level) for level in column["levels"]]}
        for column in content.get("columns", ())
    ]
    return {**content, "columns": columns} if columns else content


SCORING_PEOPLE = PersonData("learned_scores", _("Scores appris"), _export, house=_house)
