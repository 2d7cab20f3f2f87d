"""What playbooks and offers say of a person: their words and filters may name one, and forget the name."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.automation.models import Playbook, PlaybookStep, SegmentOffer
from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """They are written for many companies: nothing of them is held about a person."""
    return ()


def _house(crowd: Crowd) -> int:
    places = (
        (SegmentOffer.objects.all(), ("name", "words", "reduction", "segment_name"), ("segment_filter",), ()),
        (Playbook.objects.all(), ("name",), (), ()),
        (PlaybookStep.objects.all(), ("subject", "body"), (), ()),
    )
    return mend_house_texts(places, ("segment_offer", "playbook"), crowd.redact)


HOUSE_PEOPLE = PersonData("playbooks", _("Scénarios et offres"), _export, house=_house)
