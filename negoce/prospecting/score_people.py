"""What the rules of scores say of a person: their names and conditions may hold one, and forget it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.prospecting.models import ScoreRule


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Scores are of companies: nothing of them is held about a person."""
    return ()


def _erase(_contact_id: int, redact: Callable[[str], str]) -> int:
    places = ((ScoreRule.objects.all(), ("name",), ("filter_text",), ()),)
    return mend_house_texts(places, ("score_rule",), redact)


SCORE_PEOPLE = PersonData("score_rules", _("Règles de score"), _export, _erase)
