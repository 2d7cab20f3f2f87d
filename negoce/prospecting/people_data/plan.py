"""What plans say of a person: their words and filters may name one, and forget the name."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.prospecting.models import ChannelChoice, MarketFact, PlanCost, ProspectingPlan

JOURNAL_KINDS = ("prospecting_plan", "channel_choice", "market_fact")


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Plans aim at companies: nothing of them is held about a person."""
    return ()


def _house(crowd: Crowd) -> int:
    places = (
        (ProspectingPlan.objects.all(), ("name", "launch", "note", "lesson"), ("filter_text",), ()),
        (PlanCost.objects.all(), ("words",), (), ()),
        (ChannelChoice.objects.all(), ("name", "target", "launch"), (), ()),
        (MarketFact.objects.all(), ("words", "evidence"), (), ()),
    )
    return mend_house_texts(places, JOURNAL_KINDS, crowd.redact)


PLAN_PEOPLE = PersonData("prospecting_plans", _("Plans de prospection"), _export, house=_house)
