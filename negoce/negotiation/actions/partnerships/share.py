"""Says that a deal is worked with a partner: who brought it, which share is theirs."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.rules.value_cleaning import clean_amount
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import BroughtBy
from negoce.negotiation.models import Deal, SharedDeal
from negoce.negotiation.queries.partnerships.read import visible_partnerships
from negoce.negotiation.words.deal import say


def share_deal(
    actor: Actor,
    deal: Deal,
    *,
    partnership: str,
    brought_by: str,
    partner_share: str,
    seen: str | None = None,
) -> SharedDeal:
    """Share a deal with a partnership (its public id), or change how; `partner_share` is a percentage as typed.

    `seen` is what `share_as_seen` said of the share looked at. Raises NotAllowed, Refused with the faulty fields,
    Conflict when somebody changed it meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row, errors = visible_deal(actor, deal.pk), {}
        chosen = visible_partnerships(actor).filter(public_id=partnership[:12]).first()
        if chosen is None:
            errors["partnership"] = _("Choisissez un partenariat de la liste.")
        elif chosen.company_id == row.company_id:
            errors["partnership"] = _(
                "Le partenaire est le client de cette affaire : elle ne se partage pas avec lui."
            )
        if brought_by not in set(BroughtBy):
            errors["brought_by"] = _("Dites qui a apporté l’affaire.")
        read = clean_amount(partner_share.replace("%", ""), Decimal(100), mark_of(actor.language))
        if read.finding is not None:
            errors["partner_share"] = say(read.finding)
        refuse_all(errors)
        assert chosen is not None
        before = _unchanged(actor, row, seen)
        shared, _created = SharedDeal.objects.update_or_create(
            deal=row,
            defaults={
                "partnership": chosen,
                "brought_by": brought_by,
                "partner_share": read.value or Decimal(0),
            },
        )
        told = {"shared": (_told(before), _told(shared))}
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))
    return shared


def unshare_deal(actor: Actor, deal: Deal) -> bool:
    """Say that a deal is worked with nobody; returns whether it was. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        before = SharedDeal.objects.filter(deal=row, partnership__in=visible_partnerships(actor)).first()
        if before is None:
            return False
        told = {"shared": (_told(before), None)}
        before.delete()
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))
    return True


def share_as_seen(shared: SharedDeal | None) -> str:
    """What tells this share from any other; nothing where there is none."""
    return _told(shared) or ""


def _unchanged(actor: Actor, row: Deal, seen: str | None) -> SharedDeal | None:
    """The share that is stored, which nobody changes before this is over."""
    alone_with(Deal.objects.filter(pk=row.pk))
    before = SharedDeal.objects.filter(deal=row).select_related("partnership").first()
    known = visible_partnerships(actor)
    if before is not None and not known.filter(pk=before.partnership_id).exists():
        raise Refused(
            _(
                "Cette affaire est déjà partagée, avec un partenaire que vous ne voyez pas. Rien n’a été changé."
            )
        )
    current = share_as_seen(before)
    if seen is not None and seen != current:
        message = _(
            "Ce partage a changé entre-temps. Rien n’a été enregistré : relisez-le, puis recommencez."
        )
        raise Conflict(message, field="seen", current=current, subject=Subject("deal", row.pk, "shared"))
    return before


def _told(shared: SharedDeal | None) -> str | None:
    """Partnership, who brought it, their share."""
    if shared is None:
        return None
    return f"{shared.partnership.public_id} {shared.brought_by} {shared.partner_share:f}"
