"""The letters of a mailing were posted: they show on threads, their cost goes to the plan."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.enums import OriginChannel
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.kit.refusal import Refused
from negoce.prospecting.enums import CostKind, MailingKind, MailingState, PlanState
from negoce.prospecting.models import Mailing, PlanCost, ProspectingPlan


def note_posted(actor: Actor, mailing: Mailing) -> Mailing:
    """Note that the letters were printed and posted today. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    today = timezone.localdate()
    with transaction.atomic():
        rows = Mailing.objects.filter(
            pk=mailing.pk,
            kind=MailingKind.LETTER.value,
            state=MailingState.READY.value,
            posted_on__isnull=True,
        )
        if not rows.update(posted_on=today, changed_at=timezone.now()):
            raise Refused(_("Ces lettres ne sont pas prêtes, ou sont déjà notées comme postées."))
        changes = {"posted_on": (None, today)}
        record(actor, Entry("changed", "mailing", mailing.pk, mailing.name, changes=changes))
        note_cost(mailing, actor.user_id)
    mailing.refresh_from_db()
    return mailing


def note_cost(mailing: Mailing, actor_id: int | None) -> Decimal:
    """Put what the pieces cost on the plan of the mailing, once, in the caller's transaction; returns the amount."""
    amount = round_money(mailing.piece_cost * mailing.prepared)
    plan = (
        ProspectingPlan.objects.filter(pk=mailing.plan_id or 0).exclude(state=PlanState.DRAFT.value).first()
    )
    if plan is None or amount <= 0:
        return Decimal(0)
    is_email = mailing.kind == MailingKind.EMAIL.value
    with override("fr"):
        words = _("Envoi %(name)s (%(id)s)") % {"name": mailing.name[:120], "id": mailing.public_id}
    PlanCost.objects.get_or_create(
        plan=plan,
        words=words[:160],
        defaults={
            "channel": (OriginChannel.EMAIL if is_email else OriginChannel.LETTER).value,
            "kind": CostKind.MEDIA.value,
            "day": timezone.localdate(),
            "amount": amount,
            "created_by_id": actor_id,
        },
    )
    return amount
