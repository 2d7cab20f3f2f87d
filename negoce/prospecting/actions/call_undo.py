"""Takes back the last outcome noted in a session: what it wrote goes, the number is in hand again (P9)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.actions.people.number_oppose import reopen_number
from negoce.companies.actions.people.opposition_record import lift_opposition
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Opposition
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.call_take import LEASE, give_back
from negoce.prospecting.enums import CallSessionState, CallTargetState
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.queries.call_sessions import visible_targets

# Later, what was noted is corrected on the page of the company.
MAY_UNDO = timedelta(minutes=30)


def last_call(actor: Actor, session: CallSession) -> CallAttempt | None:
    """The call that the actor noted last, if they may still take it back; else None."""
    now = timezone.now()
    rows = CallAttempt.objects.filter(
        session=session, caller_id=actor.user_id, undone_at=None, at__gte=now - MAY_UNDO, at__lte=now
    )
    return rows.select_related("target__company", "contact").order_by("-pk").first()


def undo_call(actor: Actor, session: CallSession) -> CallTarget:
    """Take back the last outcome of the actor; returns its number, in hand again.

    The number in hand meanwhile goes back into the queue; in a session that is paused or ended both do. An opposition
    is lifted, and stays in the history. Raises NotAllowed; Refused when there is nothing to take back, or somebody else
    calls the number now.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        attempt = last_call(actor, session)
        if attempt is None:
            raise Refused(_("Plus rien à annuler : un résultat s’annule dans la demi-heure."))
        target = visible_targets(actor, session).filter(pk=attempt.target_id).first()
        if target is None or target.state == CallTargetState.HELD.value:
            raise Refused(_("Quelqu’un d’autre appelle ce numéro : le résultat reste noté."))
        give_back(actor, session, passed=False)
        now = timezone.now()
        if not CallAttempt.objects.filter(pk=attempt.pk, undone_at=None).update(undone_at=now):
            raise Refused(_("Plus rien à annuler : un résultat s’annule dans la demi-heure."))
        if not _hold_again(actor, target, now):
            raise Refused(_("Quelqu’un d’autre appelle ce numéro : le résultat reste noté."))
        _take_back(actor, attempt)
    return target


def _hold_again(actor: Actor, target: CallTarget, now: datetime) -> bool:
    """Take the number in hand again, as it stood; the database refuses one that somebody holds in another session."""
    is_open = CallSession.objects.filter(pk=target.session_id, state=CallSessionState.OPEN.value).exists()
    before = CallAttempt.objects.filter(target=target, undone_at=None).order_by("-pk")
    values: dict[str, object] = {
        "state": CallTargetState.WAITING.value,
        "not_before": None,
        "tries": max(target.tries - 1, 0),
        "outcome": before.values_list("outcome", flat=True).first() or "",
    }
    if is_open:
        held = {"held_by_id": actor.user_id, "held_at": now, "held_until": now + LEASE}
        values |= {"state": CallTargetState.HELD.value, **held}
    try:
        with transaction.atomic():
            CallTarget.objects.filter(pk=target.pk).update(**values)
    except IntegrityError:
        return False
    return True


def _take_back(actor: Actor, attempt: CallAttempt) -> None:
    follow_up = Activity.objects.filter(
        pk=attempt.next_activity_id or 0, state=ActivityState.PLANNED.value, deleted_at__isnull=True
    ).first()
    told = Activity.objects.filter(pk=attempt.activity_id or 0, deleted_at__isnull=True).first()
    for activity in (follow_up, told):
        if activity is not None:
            delete_activity(actor, activity)
    source = _("opposition saisie par erreur, annulée aussitôt")
    opposition = Opposition.objects.filter(pk=attempt.opposition_id or 0).first()
    if opposition is None:
        return
    if opposition.contact_id is None:
        reopen_number(actor, attempt.target.company, opposition, source=source)
        return
    # Calls and text messages were closed together.
    same = Opposition.objects.filter(
        contact_id=opposition.contact_id, lifted_on__isnull=True, source=opposition.source,
        opposed_on=opposition.opposed_on, recorded_by_id=actor.user_id,
    )  # fmt: skip
    for row in same.order_by("pk"):
        lift_opposition(actor, row, lifted_on="", source=source)
