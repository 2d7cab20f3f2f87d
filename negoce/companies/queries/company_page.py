"""What the page of a company reads, each piece in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from negoce.companies.models import Address, Company, Contact, Tag
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.completeness import ITEMS, CompanyIdentity, Completeness, completeness
from negoce.companies.rules.decision_power import DECIDERS, nearness
from negoce.identity.models import JournalEntry, User
from negoce.identity.rules.actor import Actor
from negoce.kit.narrow import own_columns

MOST_CONTACTS = 200
MOST_SUBSIDIARIES = 50
_PAGE = (
    *own_columns(Company),
    *(f"owner__{name}" for name in ("public_id", "first_name", "last_name", "is_active")),
    *(f"parent__{name}" for name in ("public_id", "name", "deleted_at", "owner", "territory")),
    "territory__name",
)
_PEOPLE = (
    *("public_id", "company", "first_name", "last_name", "email", "phone", "mobile", "current_post"),
    *(f"current_post__{name}" for name in ("function", "decision_power", "guards")),
    *(f"current_post__guards__{name}" for name in ("public_id", "first_name", "last_name")),
)
# What F5 will ask: nothing in the file can answer it yet.
_ASKED = tuple(item for item in ITEMS if item.chapter != "behaviour")


@dataclass(frozen=True, slots=True)
class CompanyPeople:
    """The contacts of a company, those who decide first; `more` tells that there are others beyond."""

    contacts: Sequence[Contact]
    more: bool

    @property
    def count(self) -> str:
        """How many, in words: « 200+ » beyond what is read."""
        return f"{MOST_CONTACTS}+" if self.more else str(len(self.contacts))


def companies_for_page(actor: Actor) -> QuerySet[Company]:
    """Visible companies with the records that the header names."""
    return visible_companies(actor).select_related("owner", "parent", "territory").only(*_PAGE)


def company_people(actor: Actor, company: Company) -> CompanyPeople:
    """The contacts of a company with their post, at most 200, in one query."""
    rows = visible_contacts(actor).filter(company=company).select_related("current_post__guards")
    contacts = list(rows.order_by("name_key", "id").only(*_PEOPLE)[: MOST_CONTACTS + 1])
    if may_read_field(actor, "post", "decision_power"):
        contacts.sort(key=_power_rank)
    return CompanyPeople(contacts[:MOST_CONTACTS], len(contacts) > MOST_CONTACTS)


def company_tags(company: Company) -> Sequence[Tag]:
    """The tags of a company, by name."""
    return list(Tag.objects.filter(company_tags__company=company).order_by("name_key"))


def company_addresses(company: Company) -> Sequence[Address]:
    """The addresses of a company: head office first, then by use."""
    rows = Address.objects.filter(company=company).order_by("kind", "id")
    return sorted(rows, key=lambda address: address.kind != "head_office")


def company_subsidiaries(actor: Actor, company: Company) -> Sequence[Company]:
    """The visible companies that depend on this one, by name."""
    return list(
        visible_companies(actor).filter(parent=company).order_by("name_key", "id")[:MOST_SUBSIDIARIES]
    )


def visible_parent(actor: Actor, company: Company) -> Company | None:
    """The parent company when the actor may see it and it is not deleted."""
    if company.parent_id is None:
        return None
    if actor.sees_everything:
        parent = company.parent
        return parent if parent is not None and parent.deleted_at is None else None
    return visible_companies(actor).filter(pk=company.parent_id).first()


def company_journal(company: Company, limit: int, before: int | None = None) -> Sequence[JournalEntry]:
    """The last changes of the company itself and of its addresses, newest first."""
    rows = JournalEntry.objects.filter(company_key=company.pk, subject_kind__in=("company", "address"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-at", "-id")[:limit])


def possible_owners() -> Sequence[User]:
    """The people who may follow a company, by name."""
    return list(User.objects.filter(is_active=True).order_by("last_name", "first_name", "id"))


def company_completeness(actor: Actor, company: Company, people: CompanyPeople) -> Completeness:
    """The gauge of the file, from what is already read; what the actor may not read is not asked."""
    reads_power = may_read_field(actor, "post", "decision_power")
    items = tuple(item for item in _ASKED if reads_power or item.code != "contact_deciding")
    surface = (
        company.production_surface if company.production_surface is not None else company.storage_surface
    )
    identity = CompanyIdentity(
        name=company.name,
        legal_form=company.legal_form,
        siren=company.siren,
        vat_number=company.vat_number,
        activity_code=company.activity_code,
        kind=company.kind,
        buyer_type=company.buyer_type,
        public_body_kind=company.public_body_kind,
        headcount=company.headcount,
        headcount_band=company.headcount_band,
        surface=surface,
        equipment=company.equipment,
        phone=company.phone,
        email=company.email,
        website=company.website,
        postal_code=company.postal_code,
        city=company.city,
        owner=str(company.owner_id or ""),
        origin_channel=company.origin_channel,
        contacts=len(people.contacts),
        contacts_reachable=sum(bool(each.email or each.phone or each.mobile) for each in people.contacts),
        contacts_deciding=sum(_power(each) in DECIDERS for each in people.contacts),
    )
    return completeness(identity, items)


def _power(contact: Contact) -> str:
    return contact.current_post.decision_power if contact.current_post else ""


def _power_rank(contact: Contact) -> int:
    return nearness(_power(contact))
