"""Who counts in a deal, and what they are to it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.value_cleaning import clean_choice
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import Deal, DealContact, InfluencePerson
from negoce.negotiation.words.deal import label_of, say


def set_deal_person(actor: Actor, deal: Deal, contact: Contact, *, role: str = "") -> DealContact:
    """Bring a person into a deal, or give somebody there another role.

    The person works or worked at the deal's company. Raises NotAllowed, Refused.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        stored = DealContact.objects.filter(deal=row, contact_id=contact.pk).first()
        if stored is None:
            return add_people(actor, row, {contact: role})[0]
        before, stored.role = stored.role, _checked_role(role)
        if before != stored.role:
            stored.save(update_fields=["role"])
            told = (_told(contact, before), _told(contact, stored.role))
            record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, {"people": told}))
    return stored


def remove_deal_person(actor: Actor, deal: Deal, contact: Contact) -> bool:
    """Take a person out of a deal and off its map; returns whether they were in it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        stored = DealContact.objects.filter(deal=row, contact_id=contact.pk).first()
        if stored is None:
            return False
        stored.delete()
        InfluencePerson.objects.filter(deal=row, contact_id=contact.pk).delete()
        told = (_told(contact, stored.role), None)
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, {"people": told}))
    return True


def add_people(actor: Actor, row: Deal, roles: Mapping[Contact, str]) -> list[DealContact]:
    """Bring people into a deal that the actor may change; inside the caller's transaction. Raises Refused."""
    if not roles:
        return []
    keys = [contact.pk for contact in roles]
    belongs = Q(company_id=row.company_id) | Q(posts__company_id=row.company_id)
    known = set(
        visible_contacts(actor).filter(belongs, pk__in=keys).order_by("pk").values_list("pk", flat=True)
    )
    others = sorted(contact.full_name for contact in roles if contact.pk not in known)
    if others:
        message = _("%(names)s : cette personne n’a pas de poste, actuel ou passé, dans cette entreprise.")
        refuse_all({"contact": message % {"names": ", ".join(others)}})
    last = DealContact.objects.filter(deal=row).aggregate(last=Max("position"))["last"]
    rows = [
        DealContact(deal=row, contact=contact, role=_checked_role(role), position=number)
        for number, (contact, role) in enumerate(roles.items(), start=0 if last is None else last + 1)
    ]
    rows = DealContact.objects.bulk_create(rows)
    told = ", ".join(_told(each.contact, each.role) for each in rows)
    record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, {"people": (None, told)}))
    return rows


def _checked_role(role: str) -> str:
    parsed = clean_choice(role, DealRole)
    if parsed.finding is not None:
        refuse_all({"role": say(parsed.finding)})
    return parsed.value or ""


def _told(contact: Contact, role: str) -> str:
    """The journal keeps no name, which could not be erased from it: the key tells the person."""
    words = label_of(DealRole, role)
    return f"{contact.public_id} ({words})" if words else contact.public_id
