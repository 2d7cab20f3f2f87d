"""Pauses, resumes and ends a session of calls (P9)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.call_session_create import journal_session
from negoce.prospecting.enums import CallSessionState, CallTargetState
from negoce.prospecting.models import CallSession, CallTarget
from negoce.prospecting.queries.call_sessions import may_change_session, visible_sessions

_FROM = {
    CallSessionState.PAUSED: (CallSessionState.OPEN,),
    CallSessionState.OPEN: (CallSessionState.PAUSED, CallSessionState.ENDED),
    CallSessionState.ENDED: (CallSessionState.OPEN, CallSessionState.PAUSED, CallSessionState.PREPARING),
}


def set_session_state(actor: Actor, session: CallSession, state: CallSessionState) -> CallSession:
    """Pause a session, open it again, or end it; what is in hand goes back into the queue when it stops.

    Raises NotAllowed for whoever neither began it nor pilots prospecting; Refused from a state that does not allow it.
    """
    require(actor, Permission.EDIT)
    row = visible_sessions(actor).filter(pk=session.pk).first()
    if row is None or not may_change_session(actor, row):
        raise NotAllowed(
            _("Seule la personne qui a ouvert la session, ou qui pilote la prospection, l’arrête.")
        )
    # One that was given up before its queue was whole is not opened with a part of it.
    is_whole = row.started_at is not None or state is not CallSessionState.OPEN
    allowed = [each.value for each in _FROM.get(state, ()) if is_whole]
    now = timezone.now()
    with transaction.atomic():
        changed = CallSession.objects.filter(pk=row.pk, state__in=allowed).update(
            state=state.value, ended_at=now if state is CallSessionState.ENDED else None
        )
        if not changed:
            raise Refused(_("La session n’est plus dans l’état que vous voyez : rechargez la page."))
        if state is not CallSessionState.OPEN:
            CallTarget.objects.filter(session=row, state=CallTargetState.HELD.value).update(
                state=CallTargetState.WAITING.value, held_by=None, held_at=None, held_until=None
            )
        journal_session(actor, row, "updated", {"state": (row.state, state.value)})
    row.refresh_from_db()
    return row
