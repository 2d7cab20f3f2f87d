"""Qualification and referrals of somebody else, for test_foreign_records."""

from __future__ import annotations

from negoce.companies.models import Company
from negoce.prospecting.models import QualificationCriterion
from tests.factories.companies import make_company
from tests.factories.prospecting import make_referral

# A grid is everybody’s: who may set the program changes it.
OF_EVERYBODY = frozenset({"grids:change", "grids:offering"})


def of_prospecting(company: Company, mark: str) -> dict[str, dict[str, object]]:
    """The parts of the addresses of qualification and referrals."""
    referral = make_referral(company, make_company(f"Conserverie {mark}"), note=mark)
    criterion = QualificationCriterion.objects.get(grid__key="bant", key="need")
    return {
        "prospecting": {
            "public_id": company.public_id,
            "referral_id": referral.public_id,
            "criterion": criterion.pk,
            "side": "given",
        }
    }
