"""What declared statuses say of a person: a reason may name them, and forgets the name with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.portfolio.models import StatusOverride, Testimonial, ToldReason


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A status is its company's: nothing of it is held about a person."""
    return ()


def _house(crowd: Crowd) -> int:
    """Rows stay; what they say, at any company, forgets the name."""
    places = (
        (StatusOverride.objects.all(), ("reason",), (), ()),
        (Testimonial.objects.all(), ("place",), (), ()),
        (ToldReason.objects.all(), ("note",), (), ()),
    )
    return mend_house_texts(places, ("status_override", "testimonial", "told_reason"), crowd.redact)


STATUS_PEOPLE = PersonData("statuses", _("Statuts déclarés"), _export, house=_house)
