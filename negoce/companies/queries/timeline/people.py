"""Whom a thread can be narrowed to: colleagues who did or planned something on it, and people who took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.models import ActivityContact, Company, Contact
from negoce.companies.queries.visible import visible_activities, visible_contacts
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor

MOST = 50


@dataclass(frozen=True, slots=True)
class ThreadPeople:
    """Colleagues and people by name, at most fifty of each."""

    colleagues: Sequence[User]
    people: Sequence[Contact]


def thread_people(actor: Actor, record: Company | Contact) -> ThreadPeople:
    """Those of the thread of a record that the actor sees; two queries, none on the page itself."""
    rows = visible_activities(actor)
    if isinstance(record, Contact):
        rows = rows.filter(activity_contacts__contact_id=record.pk)
    else:
        rows = rows.filter(company_id=record.pk)
    colleagues = User.objects.filter(pk__in=rows.values("owner_id")).order_by("last_name", "first_name", "pk")
    took_part = ActivityContact.objects.filter(activity__in=rows.values("pk")).order_by()
    people = visible_contacts(actor).filter(pk__in=took_part.values("contact_id"))
    if isinstance(record, Contact):
        people = people.exclude(pk=record.pk)
    return ThreadPeople(list(colleagues[:MOST]), list(people.order_by("name_key", "id")[:MOST]))
