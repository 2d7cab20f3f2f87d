"""A mailing under way is paused, goes on, or is stopped: what left has left, what waits obeys at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.messages_steer import cancel_waiting, hold_waiting, release_held
from negoce.prospecting.actions.mailing_launch import enqueue_preparation
from negoce.prospecting.actions.mailing_prepare import RELATED
from negoce.prospecting.enums import MailingState
from negoce.prospecting.models import Mailing

_UNDER_WAY = (MailingState.PREPARING, MailingState.READY)


def pause_mailing(actor: Actor, mailing: Mailing) -> int:
    """Hold back what waits; returns how many messages. Raises NotAllowed, Refused."""
    _move(actor, mailing, _UNDER_WAY, MailingState.PAUSED, paused_at=timezone.now())
    return hold_waiting(RELATED, mailing.public_id)


def resume_mailing(actor: Actor, mailing: Mailing) -> int:
    """Let it go on, at the same pace; returns how many messages wait again. Raises NotAllowed, Refused."""
    since = mailing.paused_at
    ready = mailing.prepared_at is not None
    state = MailingState.READY if ready else MailingState.PREPARING
    _move(actor, mailing, (MailingState.PAUSED,), state, paused_at=None)
    if not ready:
        enqueue_preparation(mailing, mailing.launched_by_id)
    return release_held(RELATED, mailing.public_id, later=timezone.now() - since if since else None)


def stop_mailing(actor: Actor, mailing: Mailing) -> int:
    """End it here: what waits never leaves; returns how many messages. Raises NotAllowed, Refused."""
    _move(actor, mailing, (*_UNDER_WAY, MailingState.PAUSED), MailingState.CANCELLED)
    return cancel_waiting(RELATED, mailing.public_id)


def _move(
    actor: Actor, mailing: Mailing, before: tuple[MailingState, ...], after: MailingState, **values: object
) -> None:
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        rows = Mailing.objects.filter(pk=mailing.pk, state__in=[each.value for each in before])
        if not rows.update(state=after.value, changed_at=timezone.now(), **values):
            raise Refused(
                _("Cet envoi a changé d’état entre-temps. Rechargez la page : rien n’a été changé.")
            )
        record(
            actor,
            Entry(
                "changed",
                "mailing",
                mailing.pk,
                mailing.name,
                changes={"state": (mailing.state, after.value)},
            ),
        )
    mailing.refresh_from_db()
