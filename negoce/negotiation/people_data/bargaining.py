"""What the bargaining of deals says of a person: who told a price; it forgets the name with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import Bargaining, Concession
from negoce.negotiation.rules.bargaining_values import TEXTS


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A price is that of its deal: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    prices = Bargaining.objects.filter(deal__company_id__in=crowd.own_companies)
    given = Concession.objects.filter(deal__company_id__in=crowd.own_companies)
    changed = mend_by(prices, "deal__company_id", TEXTS, crowd.around)
    return changed + mend_by(given, "deal__company_id", ("given", "asked"), crowd.around)


BARGAINING_PEOPLE = PersonData(
    key="bargaining", label=_("Négociation des prix"), export=_export, erase=_erase
)
