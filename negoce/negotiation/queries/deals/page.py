"""What the page of a deal reads, and the deals of one company."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from negoce.companies.models import Company, Contact, Post
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, DealContact, Quote
from negoce.negotiation.queries.deals.visible import visible_deals

MOST_PEOPLE = 60


@dataclass(frozen=True, slots=True)
class CompanyDealsShown:
    """The deals of a company, those under way first; `more` tells that there are others."""

    deals: Sequence[Deal]
    more: bool


def deals_for_page(actor: Actor) -> QuerySet[Deal]:
    """Visible deals with the records that the header names."""
    return visible_deals(actor).select_related("company", "owner", "competitor", "cycle")


def deal_people(actor: Actor, deal: Deal) -> Sequence[DealContact]:
    """Those who count in a deal, as far as the actor sees them, with their post; one query."""
    # Asked person by person: as a list, SQLite first reads every contact there is.
    seen = Exists(visible_contacts(actor).filter(pk=OuterRef("contact_id")))
    rows = DealContact.objects.filter(seen, deal=deal)
    rows = rows.select_related("contact__current_post", "contact__company")
    return list(rows.order_by("position", "id")[:MOST_PEOPLE])


def still_there(deal: Deal, contacts: Collection[int]) -> set[int]:
    """Those of the people, by key, who still hold a post at the company of the deal; one query."""
    posts = Post.objects.filter(contact_id__in=contacts, company_id=deal.company_id, ended_on__isnull=True)
    return set(posts.order_by().values_list("contact_id", flat=True))


def people_gone(actor: Actor, deal: Deal) -> Sequence[Contact]:
    """Those who count in a deal, as far as the actor sees them, and have left its company; one query."""
    posts = Post.objects.filter(contact=OuterRef("pk"), company_id=deal.company_id, ended_on__isnull=True)
    rows = visible_contacts(actor).filter(pk__in=DealContact.objects.filter(deal=deal).values("contact_id"))
    return list(rows.filter(~Exists(posts)).order_by("name_key", "id")[:MOST_PEOPLE])


def people_to_add(actor: Actor, deal: Deal) -> Sequence[Contact]:
    """Contacts of the deal's company who are not in the deal yet, by name; one query."""
    rows = visible_contacts(actor).filter(company_id=deal.company_id)
    rows = rows.exclude(pk__in=DealContact.objects.filter(deal=deal).values("contact_id"))
    return list(rows.order_by("name_key", "id")[:200])


def deal_quotes(deal: Deal) -> Sequence[Quote]:
    """The quotes of a deal that the caller may see, the latest first; one query."""
    return list(Quote.objects.filter(deal=deal, deleted_at__isnull=True).order_by("-id")[:20])


def deal_journal(deal: Deal, limit: int) -> Sequence[JournalEntry]:
    """What was done to a deal, the latest first; one query."""
    rows = JournalEntry.objects.filter(subject_kind="deal", subject_id=deal.pk)
    return list(rows.order_by("-at", "-id")[:limit])


def company_deals(company: Company, limit: int) -> CompanyDealsShown:
    """The deals of a company that the caller may see; one query."""
    rows = Deal.objects.filter(company=company, deleted_at__isnull=True)
    found = list(rows.order_by("-id")[:200])
    found.sort(key=lambda deal: (deal.state != DealState.OPEN, -deal.pk))
    return CompanyDealsShown(found[:limit], len(found) > limit)
