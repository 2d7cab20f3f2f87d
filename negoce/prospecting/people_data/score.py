"""What the rules of scores say of a person: their names and conditions may hold one, and forget it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.prospecting.models import ScoreRule


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Scores are of companies: nothing of them is held about a person."""
    return ()


def _house(crowd: Crowd) -> int:
    places = ((ScoreRule.objects.all(), ("name",), ("filter_text",), ()),)
    return mend_house_texts(places, ("score_rule",), crowd.redact)


SCORE_PEOPLE = PersonData("score_rules", _("Règles de score"), _export, house=_house)
