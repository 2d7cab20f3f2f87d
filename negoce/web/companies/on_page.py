"""Which values of a company stand on the page that a request came from."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

from django.http import HttpRequest

from negoce.companies.enums import BuyerType
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.panel_types import IDENTITY, OVERVIEW
from negoce.web.companies.record import CompanyRecord
from negoce.web.http import shown_address

# What only a public body has: on Chorus Pro, what its entry in the directory asks for.
PUBLIC_FIELDS = frozenset({"public_body_kind", "service_code_need", "commitment_need", "service_codes"})
OVERVIEW_FIELDS = ("kind", "activity_code", "headcount", "production_surface", "storage_surface")
OVERVIEW_FIELDS_BELOW = ("siren", "vat_number", "phone", "email", "website", "owner", "tags")


def tab_of_request(request: HttpRequest, record: CompanyRecord) -> str:
    """The tab of the company's page that the person is on; empty when they are elsewhere."""
    address = shown_address(request)
    if address.path != record.url:
        return ""
    return parse_qs(address.query).get("tab", [OVERVIEW])[0]


def names_on_tab(record: CompanyRecord, tab: str) -> Sequence[str]:
    """The fields that a tab shows for this company."""
    if tab == IDENTITY:
        public = record.company.buyer_type == BuyerType.PUBLIC_BODY.value
        return [name for name in FIELDS if public or name not in PUBLIC_FIELDS]
    if tab != OVERVIEW:
        return []
    sites = ("establishments_count",) if shows_establishments(record) else ()
    return (*OVERVIEW_FIELDS, *sites, *OVERVIEW_FIELDS_BELOW)


def shows_establishments(record: CompanyRecord) -> bool:
    """Whether the overview tells the number of establishments: only when there are several."""
    return (record.company.establishments_count or 0) > 1
