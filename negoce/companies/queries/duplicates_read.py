"""Reads the fields that tell duplicates, by chunks: nothing else of the records is held in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from negoce.companies.models import Company, Contact
from negoce.companies.rules.duplicates.records import Record, company_record, contact_record

COMPANY, CONTACT = "company", "contact"
_CHUNK = 5_000
_COMPANY = (
    "pk", "updated_at", "name", "trade_name", "siren", "siret", "phone", "email", "website", "postal_code", "city",
)  # fmt: skip
_CONTACT = ("pk", "updated_at", "last_name", "first_name", "email", "phone", "mobile", "company_id")

Read = Iterator[tuple[Record, datetime]]


def read_companies() -> Read:
    """Every company that is not deleted, in the order of keys, with the moment of its last change."""
    rows = Company.objects.filter(deleted_at__isnull=True).order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last).values_list(*_COMPANY)[:_CHUNK]):
        last = some[-1][0]
        for key, changed, name, trade, siren, siret, phone, email, website, postal_code, city in some:
            yield (
                company_record(
                    key,
                    name,
                    trade_name=trade,
                    siren=siren or siret[:9],
                    siret=siret,
                    phones=(phone,) if phone else (),
                    email=email,
                    website=website,
                    postal_code=postal_code,
                    city=city,
                ),
                changed,
            )


def read_contacts() -> Read:
    """Every contact that is neither deleted nor erased, in the order of keys, with its last change."""
    rows = Contact.objects.filter(
        deleted_at__isnull=True, erased_at__isnull=True, company__deleted_at__isnull=True
    ).order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last).values_list(*_CONTACT)[:_CHUNK]):
        last = some[-1][0]
        for key, changed, name, first_name, email, phone, mobile, company in some:
            phones = tuple(number for number in (phone, mobile) if number)
            yield contact_record(key, name, first_name, email=email, phones=phones, company=company), changed


READERS: dict[str, Callable[[], Read]] = {COMPANY: read_companies, CONTACT: read_contacts}
