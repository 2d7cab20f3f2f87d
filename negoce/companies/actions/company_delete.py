"""Puts a company in the bin, and takes it out again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.company_journal import journal_company
from negoce.companies.actions.merges.claim import refuse_absorbed
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit


def delete_company(actor: Actor, company: Company, *, batch: str = "") -> Company:
    """Hide a company, with its contacts and activities, until it is restored. Raises NotAllowed."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        row.deleted_at = timezone.now()
        if Company.objects.filter(pk=row.pk, deleted_at__isnull=True).update(deleted_at=row.deleted_at):
            _after(actor, row, "deleted", batch)
    return row


def restore_company(actor: Actor, company: Company, *, batch: str = "") -> Company:
    """Bring a deleted company back as it was. Raises NotAllowed, Refused for one that was merged into another."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = Company.objects.filter(company_rights(actor), pk=company.pk).first()
        if row is None:
            raise NotAllowed(
                _("Cette fiche n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
            )
        refuse_absorbed("company", row.pk)
        if Company.objects.filter(pk=row.pk, deleted_at__isnull=False).update(deleted_at=None):
            _after(actor, row, "restored", batch)
        row.deleted_at = None
    return row


def _after(actor: Actor, row: Company, verb: str, batch: str) -> None:
    journal_company(actor, row, verb, batch=batch)
    index_records("company", [row.pk])
    emit("company_changed", {"company": row.pk, "fields": ["deleted_at"]}, actor_id=actor.user_id)
    contacts = Contact.objects.filter(company=row).order_by("pk").values_list("pk", flat=True)
    index_records("contact", list(contacts))
