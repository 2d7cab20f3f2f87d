"""Which entries a person may see: those of the records they see, and what they did themselves."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor

# Accounts and rights: for those who administer people, and for each person about their own doings.
PEOPLE_KINDS = frozenset({"user", "team", "territory", "role"})


def visible_entries(actor: Actor) -> QuerySet[JournalEntry]:
    """The entries that the actor may see, in no order; reading them costs one query whatever their number.

    An entry about a company, or anything filed under one, follows the company's own rights. What belongs to
    no company is seen by who sees everything, else by its author and the author's own colleagues.
    """
    entries = JournalEntry.objects.order_by()
    if not actor.may(Permission.MANAGE_PEOPLE):
        entries = entries.filter(~Q(subject_kind__in=PEOPLE_KINDS) | Q(actor_id=actor.user_id))
    if actor.sees_everything:
        return entries
    of_companies = Q(company_key__in=visible_companies(actor).values("pk"))
    of_nobody = Q(company_key__isnull=True, actor_id__in=sorted(actor.colleague_ids))
    return entries.filter(of_companies | of_nobody)
