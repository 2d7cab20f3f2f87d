"""Year-end rebates for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

from negoce.billing.models import RebateAgreement
from negoce.billing.rules.rebate_plan import stored_bands
from negoce.companies.models import Company
from negoce.negotiation.rules.volume_rebate import Band

# 1 % to 20,000, 2 % to 50,000, 3 % above: the example of R-C2.
BANDS = (Band(D("20000.00"), D("1.00")), Band(D("50000.00"), D("2.00")), Band(None, D("3.00")))


def make_rebate(company: Company, year: int = 2026, **fields: object) -> RebateAgreement:
    """An agreement on a civil year."""
    values: dict[str, object] = {
        "label": f"Ristourne {year}",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "bands": stored_bands(BANDS),
        **fields,
    }
    return RebateAgreement.objects.create(company=company, **values)
