"""What a quote and its order form must bear of both parties, and that is not filled in."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.parameters.queries.seller import seller

_OURS = ("name", "street", "postal_code", "city", "siren", "legal_form", "register_town")
_PRINTED = (AddressKind.BILLING.value, AddressKind.HEAD_OFFICE.value)


def missing_of(company: Company) -> Sequence[str]:
    """Keys of what is missing: of us (`seller_…`) what papers must bear, of the buyer (`buyer_…`) where they are.

    C. com. R123-237 wants who we are; C. com. L441-9 and CGI ann. II 242 nonies A both parties' addresses and our
    VAT number, unless we are exempt. Two queries.
    """
    us = seller()
    missing = [f"seller_{name}" for name in _OURS if not str(getattr(us, name)).strip()]
    if not us.is_vat_exempt and not us.vat_number:
        missing.append("seller_vat_number")
    places = Address.objects.filter(company=company, kind__in=_PRINTED).order_by("id")
    if not any(each.line1.strip() and each.city.strip() for each in places):
        missing.append("buyer_address")
    if company.country == "FR" and not company.siren:
        missing.append("buyer_siren")
    return missing
