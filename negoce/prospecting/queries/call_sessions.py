"""Sessions of calls for those who may see them, and what may be called next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import all_role_rights
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import CallTargetState
from negoce.prospecting.models import CallScript, CallSession, CallTarget

_WAITING, _HELD = CallTargetState.WAITING.value, CallTargetState.HELD.value


def visible_sessions(actor: Actor) -> QuerySet[CallSession]:
    """The sessions of the actor and of colleagues, those that count them among the callers, and those of everybody.

    Everybody is whoever may call: not who only reads.
    """
    rows = CallSession.objects.order_by()
    if actor.sees_everything:
        return rows
    through = CallSession.callers.through.objects.filter(callsession_id=OuterRef("pk"))
    mine = through.filter(user_id=actor.user_id or 0)
    own = Q(owner_id__in=sorted(actor.colleague_ids)) | Q(Exists(mine))
    return rows.filter(own | ~Q(Exists(through)) if actor.may(Permission.EDIT) else own)


def session_to_call(actor: Actor, session: CallSession) -> CallSession:
    """The session as it stands, for somebody who calls in it. Raises NotAllowed."""
    row = visible_sessions(actor).filter(pk=session.pk).first()
    if row is None:
        raise NotAllowed(_("Cette session d’appels n’existe plus, ou n’est pas visible pour vous."))
    callers = set(row.callers.order_by("pk").values_list("pk", flat=True))
    if callers and actor.user_id not in callers and not may_change_session(actor, row):
        raise NotAllowed(_("Vous n’êtes pas parmi les personnes qui appellent dans cette session."))
    return row


def may_change_session(actor: Actor, session: CallSession) -> bool:
    """Whoever began it, and whoever pilots prospecting."""
    return actor.may(Permission.MANAGE_PROSPECTING) or session.owner_id == actor.user_id


def visible_targets(actor: Actor, session: CallSession) -> QuerySet[CallTarget]:
    """The numbers of a session at companies that the actor sees, in no order."""
    return CallTarget.objects.filter(
        company_rights(actor, "company__"), session=session, company__deleted_at__isnull=True
    ).order_by()


def held_target(actor: Actor, session: CallSession) -> CallTarget | None:
    """The number that the actor has in hand in a session, however long ago they took it."""
    rows = visible_targets(actor, session).filter(state=_HELD, held_by_id=actor.user_id)
    return rows.select_related("company", "contact__current_post").order_by("position", "pk").first()


def free_at(now: datetime) -> Q:
    """The condition under which a number may be taken: it waits, and not for later, or whoever had it let it go."""
    waits = Q(state=_WAITING) & (Q(not_before=None) | Q(not_before__lte=now))
    return waits | Q(state=_HELD, held_until__lt=now)


def next_targets(actor: Actor, session: CallSession, now: datetime, limit: int) -> Sequence[CallTarget]:
    """The first numbers that may be called now, in order; not those that somebody calls in another session."""
    elsewhere = CallTarget.objects.filter(
        number=OuterRef("number"), state=_HELD, held_until__gte=now
    ).exclude(pk=OuterRef("pk"))
    rows = (
        visible_targets(actor, session).exclude(number="").select_related("company", "contact__current_post")
    )
    let_go = rows.filter(state=_HELD, held_until__lt=now).order_by("position", "pk")
    waiting = rows.filter(
        ~Exists(elsewhere), Q(not_before=None) | Q(not_before__lte=now), state=_WAITING
    ).order_by("position", "pk")
    found = [*let_go[:limit], *waiting[:limit]]
    return sorted(found, key=lambda target: (target.position, target.pk))[:limit]


def possible_callers() -> QuerySet[User]:
    """The people whose role lets them call: they write reports, by name."""
    roles = [
        role.value
        for role, rights in all_role_rights().items()
        if {Permission.EDIT, Permission.CREATE} <= rights.permissions
    ]
    return User.objects.filter(is_active=True, role__in=roles).order_by("last_name", "first_name", "pk")


def offered_scripts() -> Sequence[CallScript]:
    """The scripts to choose from, by name."""
    return list(CallScript.objects.filter(is_active=True).order_by("name", "pk"))
