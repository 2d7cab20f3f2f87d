"""What partnerships say of a person: a text may name them; it forgets the name with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import Partnership, PartnershipObjective


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A partnership is between houses: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    rows = Partnership.objects.filter(company_id__in=crowd.own_companies)
    changed = mend_by(rows, "company_id", ("name", "note"), crowd.around)
    objectives = PartnershipObjective.objects.filter(partnership__company_id__in=crowd.own_companies)
    return changed + mend_by(objectives, "partnership__company_id", ("words",), crowd.around)


PARTNERSHIP_PEOPLE = PersonData(key="partnerships", label=_("Partenariats"), export=_export, erase=_erase)
