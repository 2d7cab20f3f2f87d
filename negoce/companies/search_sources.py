"""What search finds of the customer file itself: companies and people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import SearchDocument, SearchHit, SearchSource
from negoce.companies.models import Company, Contact
from negoce.companies.queries.custom_fields import searchable_texts
from negoce.companies.queries.search.among import among
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.search.company_texts import COMPANY_CODE, company_fragments, company_words
from negoce.identity.rules.actor import Actor

ACTIVE_FOR = timedelta(days=365)
_COMPANY = (
    "id",
    "name",
    "trade_name",
    "city",
    "postal_code",
    "group_name",
    "activity_code",
    "import_key",
    "siren",
    "siret",
    "vat_number",
    "phone",
    "fax",
    "email",
    "owner_id",
    "territory_id",
)
_CONTACT = (
    "id",
    "first_name",
    "last_name",
    "email",
    "phone",
    "fax",
    "mobile",
    "company_id",
    "company__name",
    "company__trade_name",
    "company__city",
    "company__owner_id",
    "company__territory_id",
    "current_post__function",
)


def _company_documents(ids: Sequence[int]) -> Iterable[SearchDocument]:
    rows = Company.objects.filter(among(ids), deleted_at__isnull=True).order_by()
    custom = searchable_texts("company", ids)
    for row in rows.values_list(*_COMPANY):
        values = dict(zip(_COMPANY, row, strict=True))
        yield SearchDocument(
            object_id=values["id"],
            company_id=values["id"],
            title=values["name"],
            words=f"{company_words(values)} {custom.get(values['id'], '')}",
            fragments=company_fragments(values),
            owner_id=values["owner_id"],
            territory_id=values["territory_id"],
        )


def _contact_documents(ids: Sequence[int]) -> Iterable[SearchDocument]:
    rows = Contact.objects.filter(
        among(ids), deleted_at__isnull=True, erased_at__isnull=True, company__deleted_at__isnull=True
    ).order_by()
    custom = searchable_texts("contact", ids)
    for row in rows.values_list(*_CONTACT):
        (key, first, last, email, phone, fax, mobile, home, name, trade, city, owner, land, function) = row
        yield SearchDocument(
            object_id=key,
            company_id=home,
            title=f"{first} {last}",
            words=custom.get(key, ""),
            context=f"{name} {trade} {city} {function or ''}",
            fragments=(email, phone[1:], fax[1:]),
            private_fragments=(mobile[1:],),
            owner_id=owner,
            territory_id=land,
        )


def _show_companies(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    since = timezone.localdate() - ACTIVE_FOR
    rows = visible_companies(actor).filter(pk__in=ids)
    return [
        SearchHit(
            "company",
            key,
            public_id,
            name,
            f"{city} ({department})" if city and department else city,
            "building",
            is_active=last is not None and last >= since,
        )
        for key, public_id, name, city, department, last in rows.values_list(
            "id", "public_id", "name", "city", "department", "last_contact_on"
        )
    ]


def _show_contacts(actor: Actor, ids: Sequence[int]) -> Sequence[SearchHit]:
    since = timezone.localdate() - ACTIVE_FOR
    rows = visible_contacts(actor).filter(pk__in=ids)
    return [
        SearchHit(
            "contact",
            key,
            public_id,
            f"{first} {last}".strip(),
            " · ".join(part for part in (function, company) if part),
            "person",
            company_public_id=home,
            is_active=contacted is not None and contacted >= since,
        )
        for key, public_id, first, last, function, company, home, contacted in rows.values_list(
            "id",
            "public_id",
            "first_name",
            "last_name",
            "current_post__function",
            "company__name",
            "company__public_id",
            "company__last_contact_on",
        )
    ]


def _company_ids() -> Iterable[int]:
    return Company.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


def _contact_ids() -> Iterable[int]:
    return Contact.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


COMPANIES = SearchSource(
    kind="company",
    code=COMPANY_CODE,
    label=_("Entreprises"),
    show=_show_companies,
    page="companies:record",
    documents=_company_documents,
    all_ids=_company_ids,
    position=10,
)
CONTACTS = SearchSource(
    kind="contact",
    code=2,
    label=_("Interlocuteurs"),
    show=_show_contacts,
    page="contacts:record",
    documents=_contact_documents,
    all_ids=_contact_ids,
    position=20,
)
