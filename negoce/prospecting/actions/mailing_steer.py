"""A mailing under way is paused, goes on, or is stopped: what left has left, what waits obeys at once.

Paused or stopped again, it finishes what the first time left.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.mailing_launch import enqueue_preparation
from negoce.prospecting.actions.mailing_obey import ask_to_obey, obey
from negoce.prospecting.enums import MailingState
from negoce.prospecting.models import Mailing

_UNDER_WAY = (MailingState.PREPARING, MailingState.READY)


def pause_mailing(actor: Actor, mailing: Mailing) -> int:
    """Hold back what waits; returns how many messages. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    if not _stands(mailing, MailingState.PAUSED):
        with transaction.atomic():
            _move(actor, mailing, _UNDER_WAY, MailingState.PAUSED, paused_at=timezone.now())
            ask_to_obey(mailing, actor.user_id)
    return obey(mailing)


def resume_mailing(actor: Actor, mailing: Mailing) -> int:
    """Let it go on, at the same pace; returns how many messages wait again. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    mailing.refresh_from_db()
    now = timezone.now()
    ready = mailing.prepared_at is not None
    state = MailingState.READY if ready else MailingState.PREPARING
    start = mailing.paced_from or mailing.launched_at or now
    # It had begun when it was paused, or would have begun meanwhile.
    lost = max(timedelta(0), now - max(start, mailing.paused_at or now))
    with transaction.atomic():
        _move(
            actor,
            mailing,
            (MailingState.PAUSED,),
            state,
            paused_at=None,
            held_for=lost,
            paced_from=start + lost,
        )
        if not ready:
            enqueue_preparation(mailing, mailing.launched_by_id, max(start, now))
        ask_to_obey(mailing, actor.user_id)
    return obey(mailing)


def stop_mailing(actor: Actor, mailing: Mailing) -> int:
    """End it here: what waits never leaves; returns how many messages. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    if not _stands(mailing, MailingState.CANCELLED):
        with transaction.atomic():
            _move(actor, mailing, (*_UNDER_WAY, MailingState.PAUSED), MailingState.CANCELLED)
            ask_to_obey(mailing, actor.user_id)
    return obey(mailing)


def _stands(mailing: Mailing, state: MailingState) -> bool:
    return Mailing.objects.filter(pk=mailing.pk, state=state.value).exists()


def _move(
    actor: Actor, mailing: Mailing, before: tuple[MailingState, ...], after: MailingState, **values: object
) -> None:
    """In the caller's transaction."""
    rows = Mailing.objects.filter(pk=mailing.pk, state__in=[each.value for each in before])
    if not rows.update(state=after.value, changed_at=timezone.now(), **values):
        raise Refused(_("Cet envoi a changé d’état entre-temps. Rechargez la page : rien n’a été changé."))
    changes = {"state": (mailing.state, after.value)}
    record(actor, Entry("changed", "mailing", mailing.pk, mailing.name, changes=changes))
    mailing.refresh_from_db()
