"""Puts a company in the bin, and takes it out again."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.company_journal import journal_company
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.actions.merges.claim import refuse_absorbed
from negoce.companies.actions.merges.links import linked_records
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.refusal import Refused


def delete_company(actor: Actor, company: Company, *, batch: str = "") -> Company:
    """Hide a company, with its contacts and activities, until it is restored.

    Raises NotAllowed, and Refused for one whose books must stay in sight, such as its invoices.
    """
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        _refuse_held(row)
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


def _refuse_held(row: Company) -> None:
    """Books are kept ten years and stay readable (C. com. art. L123-22): the bin would hide them from everybody."""
    held = [
        str(each.label)
        for each in linked_records("company")
        if each.hold
        and apps.get_model(each.links[0].model)
        ._default_manager.filter(**{f"{each.links[0].column}_id": row.pk})
        .exists()
    ]
    if held:
        raise Refused(
            _(
                "« %(name)s » porte des pièces comptables (%(what)s), à garder dix ans (C. com. art. L123-22) : sa"
                " fiche ne se supprime pas. S’il s’agit d’un doublon, fusionnez-la."
            )
            % {"name": row.name, "what": ", ".join(held)}
        )


def _after(actor: Actor, row: Company, verb: str, batch: str) -> None:
    journal_company(actor, row, verb, batch=batch)
    index_records("company", [row.pk])
    tell_facts_changed([row.pk], actor_id=actor.user_id)
    emit("company_changed", {"company": row.pk, "fields": ["deleted_at"]}, actor_id=actor.user_id)
    contacts = Contact.objects.filter(company=row).order_by("pk").values_list("pk", flat=True)
    index_records("contact", list(contacts))
