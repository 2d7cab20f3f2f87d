"""What the objectives of deals say of a person: a text may name them; it forgets the name with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import Objective
from negoce.negotiation.rules.objective_values import REVIEW_TEXTS, TEXTS


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """An objective is ours: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    rows = Objective.objects.filter(deal__company_id__in=crowd.own_companies)
    return mend_by(rows, "deal__company_id", (*TEXTS, *REVIEW_TEXTS), crowd.around)


OBJECTIVE_PEOPLE = PersonData(
    key="objectives", label=_("Objectifs d’entretien"), export=_export, erase=_erase
)
