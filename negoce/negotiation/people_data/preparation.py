"""What the preparation of a meeting says of a person: a text may name them; it forgets the name with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import DealPreparation
from negoce.negotiation.rules.preparation_values import TEXTS


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """How a meeting will be led is ours: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    rows = DealPreparation.objects.filter(deal__company_id__in=crowd.own_companies)
    return mend_by(rows, "deal__company_id", TEXTS, crowd.around)


PREPARATION_PEOPLE = PersonData(
    key="preparation", label=_("Préparation d’entretiens"), export=_export, erase=_erase
)
