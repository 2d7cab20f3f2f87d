"""Hands out the next number of a session: one conditional update, so that two people never get the same (P9)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import CallSessionState, CallTargetState
from negoce.prospecting.models import CallSession, CallTarget
from negoce.prospecting.queries.best_call_hours import hour_weights
from negoce.prospecting.queries.call_sessions import (
    free_at,
    held_target,
    next_targets,
    session_to_call,
    visible_targets,
)
from negoce.prospecting.queries.callable_people import may_call_target

# How long a number stays with who took it without a sign of theirs.
LEASE = timedelta(minutes=15)
# So many candidates are looked at a time, with all that is shown of them; more only when all of them went to others.
_AT_ONCE = 3
# Among so many, the best hour decides.
_AMONG = 50
_ROUNDS = 50
_HELD, _WAITING = CallTargetState.HELD.value, CallTargetState.WAITING.value


def take_next(actor: Actor, session: CallSession) -> CallTarget | None:
    """The number that the actor has in hand, else the next one, held for LEASE; None when there is none now.

    A session that is paused or ended hands out nothing. Whoever may no longer be called is passed over, also out of
    the actor's hands, with the reason kept. Raises NotAllowed.
    """
    require(actor, Permission.EDIT)
    row = session_to_call(actor, session)
    held = held_target(actor, row)
    if held is not None and not _passed_over(held, Q(state=_HELD, held_by_id=actor.user_id)):
        return held if _renew(actor, held) else None
    if row.state != CallSessionState.OPEN.value:
        return None
    for _round in range(_ROUNDS):
        now = timezone.now()
        candidates = next_targets(actor, row, now, _AMONG if row.uses_hours else _AT_ONCE)
        if not candidates:
            return None
        if row.uses_hours:
            weights = hour_weights(now)
            candidates = sorted(
                candidates,
                key=lambda one: (
                    -weights.get(one.company.activity_code[:2], weights[""]),
                    one.position,
                    one.pk,
                ),
            )
        for target in candidates:
            if _passed_over(target, free_at(now)):
                continue
            if _take(actor, target, now):
                return target
    return None


def keep(actor: Actor, session: CallSession) -> bool:
    """Hold the number in hand for another LEASE; False when it is no longer theirs."""
    held = held_target(actor, session)
    return held is not None and _renew(actor, held)


def give_back(actor: Actor, session: CallSession, *, passed: bool) -> None:
    """Let the number in hand go: back into the queue, or passed over for this session. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    rows = visible_targets(actor, session).filter(state=_HELD, held_by_id=actor.user_id)
    keys = list(rows.values_list("pk", flat=True))
    state = CallTargetState.SKIPPED.value if passed else _WAITING
    CallTarget.objects.filter(pk__in=keys, state=_HELD, held_by_id=actor.user_id).update(
        state=state,
        why_skipped="call.passed" if passed else "",
        held_by=None,
        held_at=None,
        held_until=None,
    )


def _renew(actor: Actor, target: CallTarget) -> bool:
    until = timezone.now() + LEASE
    target.held_until = until
    return bool(
        CallTarget.objects.filter(pk=target.pk, state=_HELD, held_by_id=actor.user_id).update(
            held_until=until
        )
    )


def _take(actor: Actor, target: CallTarget, now: datetime) -> bool:
    """Take a number if it is still free; the database refuses one that is held in another session too."""
    until = now + LEASE
    try:
        with transaction.atomic():
            taken = CallTarget.objects.filter(free_at(now), pk=target.pk).update(
                state=_HELD, held_by_id=actor.user_id, held_at=now, held_until=until
            )
    except IntegrityError:
        # Held under the same number elsewhere: freed there if whoever had it let it go, for the next round.
        CallTarget.objects.filter(number=target.number, state=_HELD, held_until__lt=now).update(
            state=_WAITING, held_by=None, held_at=None, held_until=None
        )
        return False
    if taken:
        target.state, target.held_by_id = _HELD, actor.user_id
        target.held_at, target.held_until = now, until
    return bool(taken)


def _passed_over(target: CallTarget, where: Q) -> bool:
    """Ask again whether they may be called, now that they would be; who may not is passed over with the reason."""
    reach = may_call_target(target)
    if reach.allowed:
        return False
    CallTarget.objects.filter(where, pk=target.pk).update(
        state=CallTargetState.SKIPPED.value,
        why_skipped=reach.reason.code[:40],
        held_by=None,
        held_at=None,
        held_until=None,
    )
    return True
