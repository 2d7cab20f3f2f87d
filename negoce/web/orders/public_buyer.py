"""What a public body asks for on Chorus Pro, beside the fields of an order or an invoice."""

from __future__ import annotations

from negoce.companies.enums import BuyerType, DirectoryNeed
from negoce.companies.models import Company
from negoce.companies.rules.service_codes import read_service_codes


def public_buyer(company: Company) -> dict[str, object]:
    """The services that may be chosen, and what its directory entry requires; nothing of the kind for others."""
    is_public = company.buyer_type == BuyerType.PUBLIC_BODY.value
    known = read_service_codes(company.service_codes) if is_public else ()
    return {
        "is_public": is_public,
        "services": [(each.code, each.name or each.code) for each in known],
        "wants_service": is_public and company.service_code_need == DirectoryNeed.REQUIRED.value,
        "wants_commitment": is_public and company.commitment_need == DirectoryNeed.REQUIRED.value,
    }
