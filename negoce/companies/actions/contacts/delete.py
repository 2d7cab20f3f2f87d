"""Puts a contact in the bin, and takes it out again. Erasing a person is another action: person_erase."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.contacts.checks import contact_in_bin, visible_contact
from negoce.companies.actions.contacts.store import journal_contact
from negoce.companies.actions.merges.claim import refuse_absorbed
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Contact
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def delete_contact(actor: Actor, contact: Contact, *, batch: str = "") -> Contact:
    """Hide a contact until it is restored; the history of exchanges stays. Raises NotAllowed."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        row.deleted_at = timezone.now()
        if Contact.objects.filter(pk=row.pk, deleted_at__isnull=True).update(deleted_at=row.deleted_at):
            journal_contact(actor, row, "deleted", {}, batch=batch)
            index_records("contact", [row.pk])
    return row


def restore_contact(actor: Actor, contact: Contact, *, batch: str = "") -> Contact:
    """Bring a deleted contact back as it was. Raises NotAllowed, for an erased person too; Refused for a merged one."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = contact_in_bin(actor, contact.pk)
        refuse_absorbed("contact", row.pk)
        if Contact.objects.filter(pk=row.pk, deleted_at__isnull=False).update(deleted_at=None):
            journal_contact(actor, row, "restored", {}, batch=batch)
            index_records("contact", [row.pk])
        row.deleted_at = None
    return row
