"""Pitches may name somebody: on an erasure the name goes, from the library and from the deals."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import PitchBlock, PitchPiece

_TEXTS = ("title", "words")


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A pitch speaks of us: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    rows = PitchPiece.objects.filter(deal__company_id__in=crowd.own_companies)
    return mend_by(rows, "deal__company_id", _TEXTS, crowd.around)


def _house(crowd: Crowd) -> int:
    places = ((PitchBlock.objects.all(), _TEXTS, (), ()),)
    return mend_house_texts(places, ("pitch_block",), crowd.redact)


PITCH_PEOPLE = PersonData(key="pitches", label=_("Pitchs"), export=_export, erase=_erase, house=_house)
