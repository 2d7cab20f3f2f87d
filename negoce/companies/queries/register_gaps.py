"""Companies that the register could complete."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.companies.models import Company

_FILLED = ("siret", "legal_form", "activity_code", "postal_code", "city")


def with_gaps(companies: QuerySet[Company]) -> QuerySet[Company]:
    """Those of France that have a SIREN, and of which the register would know something more."""
    missing = Q(headcount_band="", headcount__isnull=True)
    for name in _FILLED:
        missing |= Q(**{name: ""})
    return companies.filter(missing, country="FR").exclude(siren="")
