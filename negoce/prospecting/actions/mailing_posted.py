"""The letters of a mailing were posted: they show on threads, their cost goes to the plan."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Q
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
from negoce.outbox.enums import MessageState
from negoce.prospecting.actions.mailing_hold import refuse_outdated_letters
from negoce.prospecting.enums import CostKind, MailingKind, MailingState, PlanState
from negoce.prospecting.models import Mailing, MailingRecipient, PlanCost, ProspectingPlan

_GONE = (MessageState.SENT.value, MessageState.BOUNCED.value, MessageState.IN_DOUBT.value)


def note_posted(actor: Actor, mailing: Mailing) -> Mailing:
    """Note that the letters were printed and posted today. Raises NotAllowed, Refused.

    Refused too when somebody may no longer have theirs: they are printed again without them.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    refuse_outdated_letters(mailing)
    today = timezone.localdate()
    with transaction.atomic():
        rows = Mailing.objects.filter(
            pk=mailing.pk,
            kind=MailingKind.LETTER.value,
            state=MailingState.READY.value,
            posted_on__isnull=True,
        )
        # Who was erased since they were prepared has none.
        letters = MailingRecipient.objects.filter(mailing=mailing, left_out="").exclude(text="").count()
        if not rows.update(posted_on=today, prepared=letters, changed_at=timezone.now()):
            raise Refused(_("Ces lettres ne sont pas prêtes, ou sont déjà notées comme postées."))
        changes = {"posted_on": (None, today)}
        record(actor, Entry("changed", "mailing", mailing.pk, mailing.name, changes=changes))
        note_cost(mailing, actor.user_id)
    mailing.refresh_from_db()
    return mailing


def note_cost(mailing: Mailing, actor_id: int | None) -> Decimal:
    """Put what the pieces that left cost on the plan of the mailing, in the caller's transaction; returns the amount.

    It may be called at any time: it brings up to date the one cost that there is. A draft plan gets it once it begins.
    The plan and the price are those of now, whatever the caller read before.
    """
    now = Mailing.objects.select_for_update().filter(pk=mailing.pk).order_by().first()
    if now is None or not now.piece_cost:
        return Decimal(0)
    plan = ProspectingPlan.objects.filter(pk=now.plan_id or 0).exclude(state=PlanState.DRAFT.value).first()
    if plan is None:
        return Decimal(0)
    amount = round_money(now.piece_cost * pieces_gone(now))
    rows = PlanCost.objects.filter(origin=now.public_id)
    if amount <= 0:
        rows.delete()
        return Decimal(0)
    if rows.update(plan=plan, amount=amount):
        return amount
    with override("fr"):
        words = _("Envoi %(name)s") % {"name": now.name[:120]}
    is_email = now.kind == MailingKind.EMAIL.value
    PlanCost.objects.create(
        plan=plan,
        words=words,
        origin=now.public_id,
        channel=(OriginChannel.EMAIL if is_email else OriginChannel.LETTER).value,
        kind=CostKind.MEDIA.value,
        day=timezone.localdate(),
        amount=amount,
        created_by_id=actor_id,
    )
    return amount


def pieces_gone(mailing: Mailing) -> int:
    """How many pieces left: letters once they are posted, e-mails that a server took, or may have taken."""
    if mailing.kind == MailingKind.LETTER.value:
        return mailing.prepared if mailing.posted_on is not None else 0
    rows = MailingRecipient.objects.filter(mailing=mailing, left_out="")
    return rows.filter(Q(message__state__in=_GONE) | Q(message=None)).count()
