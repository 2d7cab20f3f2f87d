"""Keeps the company's own place and its head office the same: lists read the first, envelopes the second."""

from __future__ import annotations

from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company


def write_place_to_head_office(company: Company) -> None:
    """Give the head office the company's place, making it when there is none; in the caller's transaction."""
    place = {"postal_code": company.postal_code, "city": company.city, "country": company.country}
    head_office = Address.objects.filter(company=company, kind=AddressKind.HEAD_OFFICE.value)
    if head_office.update(**place):
        return
    if company.postal_code or company.city:
        Address.objects.create(company=company, kind=AddressKind.HEAD_OFFICE.value, **place)
