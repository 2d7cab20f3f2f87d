"""The library of arguments may name somebody in a proof: on an erasure, the name goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import Argument


def _export(contact_id: int) -> Sequence[PersonTable]:
    """Nothing: the library speaks of products."""
    return ()


def _house(crowd: Crowd) -> int:
    places = ((Argument.objects.all(), ("characteristic", "advantage", "benefit", "proof"), (), ()),)
    return mend_house_texts(places, ("argument",), crowd.redact)


ARGUMENT_PEOPLE = PersonData("arguments", _("Arguments"), _export, house=_house)
