"""Enters a tender, for a deal or for none yet, and changes it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.actions.tenders.checks import check_revision, checked_values, visible_tender
from negoce.negotiation.actions.tenders.store import after_change, write_tender
from negoce.negotiation.models import Deal, Tender
from negoce.negotiation.rules.tender_days import next_deadline


def create_tender(
    actor: Actor,
    *,
    company: Company,
    given: Mapping[str, object],
    deal: Deal | None = None,
    guard_reason: str = "",
) -> Tender:
    """Enter a tender from raw values by field name; `owner` is a person, without one it is the actor's own.

    Raises NotAllowed, Refused with the faulty fields or for a deal that answers another, FreeTextRefused.
    """
    require(actor, Permission.CREATE)
    asked = {"name": "", "buyer": "", "need": "", **given}
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        answered = checked_deal(actor, deal, home.pk) if deal is not None else None
        values, reason = checked_values(actor, asked, None, guard_reason)
        row = Tender(**{"owner_id": actor.user_id, **values}, company=home, deal=answered, revision=1)
        row.deadline = next_deadline(row.stage, row.days)
        row.save(force_insert=True)
        told = {name: (None, value) for name, value in values.items() if value not in (None, "")}
        after_change(actor, row, "created", told, reason)
    return row


def update_tender(
    actor: Actor, tender: Tender, *, given: Mapping[str, object], revision: int, guard_reason: str = ""
) -> Tender:
    """Change the fields that are given; `revision` is that of the tender looked at.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_tender(actor, tender.pk)
        check_revision(row, revision)
        values, reason = checked_values(actor, given, row, guard_reason)
        write_tender(actor, row, values, reason=reason)
    return row


def checked_deal(actor: Actor, deal: Deal, company_id: int) -> Deal:
    """The deal that will answer a tender of this company; raises NotAllowed, Refused when it cannot."""
    row = visible_deal(actor, deal.pk)
    # Locked, so that of two people who give it a tender at once the second sees the first.
    Deal.objects.select_for_update().only("pk").get(pk=row.pk)
    if row.company_id != company_id:
        raise Refused(_("Cette affaire est celle d’une autre entreprise que l’acheteur."))
    other = Tender.objects.filter(deal=row).first()
    if other is not None:
        raise Refused(
            _("L’affaire « %(deal)s » répond déjà à l’appel d’offres « %(tender)s ». Rien n’a été changé.")
            % {"deal": row.name, "tender": other.name}
        )
    return row
