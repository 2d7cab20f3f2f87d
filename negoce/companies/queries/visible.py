"""You cannot load what you may not see: every read of the customer file starts here."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.rules.actor import Actor


def company_rights(actor: Actor, prefix: str = "") -> Q:
    """The condition under which `actor` sees a company reached through the ORM path `prefix`."""
    if actor.sees_everything:
        return Q()
    condition = Q(**{f"{prefix}owner_id__in": sorted(actor.colleague_ids)})
    if actor.territory_ids:
        condition |= Q(**{f"{prefix}territory_id__in": sorted(actor.territory_ids)})
    return condition


def visible_companies(actor: Actor) -> QuerySet[Company]:
    """Companies that the actor may see, deleted ones left out, in no order."""
    return Company.objects.filter(company_rights(actor), deleted_at__isnull=True).order_by()


def visible_contacts(actor: Actor) -> QuerySet[Contact]:
    """Contacts of the companies that the actor may see, deleted and erased ones left out, in no order."""
    alive = Contact.objects.filter(deleted_at__isnull=True, erased_at__isnull=True).order_by()
    if connection.vendor == "sqlite":
        # Asked contact by contact: joined, SQLite first goes through every company, whatever the page.
        return alive.filter(Exists(visible_companies(actor).filter(pk=OuterRef("company_id"))))
    return alive.filter(company_rights(actor, "company__"), company__deleted_at__isnull=True)


def visible_activities(actor: Actor) -> QuerySet[Activity]:
    """Activities on companies that the actor may see, and those of the actor and colleagues without a company."""
    alive = Activity.objects.filter(deleted_at__isnull=True).order_by()
    if actor.sees_everything:
        return alive.filter(Q(company__isnull=True) | Q(company__deleted_at__isnull=True))
    of_companies = Q(company__isnull=False, company__deleted_at__isnull=True) & company_rights(
        actor, "company__"
    )
    personal = Q(company__isnull=True, owner_id__in=sorted(actor.colleague_ids))
    return alive.filter(of_companies | personal)
