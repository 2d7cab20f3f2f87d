"""Changing somebody's account: name, address, role, scope, team, and whether they may sign in."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from negoce.identity.actions.api_token import revoke_all_tokens
from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.people_guard import (
    require_another_administrator,
    require_may_grant,
    require_may_manage,
)
from negoce.identity.actions.person_values import clean_person_values
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

RIGHTS = frozenset({"role", "scope", "is_active"})


def update_person(actor: Actor, person: User, *, changes: Mapping[str, object]) -> User:
    """Apply `changes` (see person_values.FIELDS) and journal them; returns the fresh row.

    Raises NotAllowed for more rights than the actor's own, Refused for wrong values, for closing one's own
    account and for the last administrator.
    """
    require_may_manage(actor, person)
    clean = clean_person_values(changes, person=person)
    with one_transaction():
        stored = User.objects.select_for_update().get(pk=person.pk)
        require_may_manage(actor, stored)
        changed = {name: (getattr(stored, name), value) for name, value in clean.items()}
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        if not changed:
            return stored
        if RIGHTS & set(changed):
            _check_rights(actor, stored, changed)
        for name, (_before, after) in changed.items():
            setattr(stored, name, after)
        if "is_active" in changed:
            # What was open when the account closed stays closed if it opens again.
            stored.session_epoch += 1
            revoke_all_tokens(stored)
        stored.save()
        journal = {name: (_plain(before), _plain(after)) for name, (before, after) in changed.items()}
        record(actor, Entry("changed", "user", stored.pk, stored.full_name, changes=journal))
    return stored


def _check_rights(actor: Actor, stored: User, changed: Mapping[str, tuple[object, object]]) -> None:
    role = Role(str(changed.get("role", (None, stored.role))[1]))
    scope = str(changed.get("scope", (None, stored.scope))[1])
    active = bool(changed.get("is_active", (None, stored.is_active))[1])
    if not active and stored.pk == actor.user_id:
        raise Refused(_("Vous ne pouvez pas fermer votre propre compte. Rien n’a été changé."))
    if active:
        require_may_grant(actor, role, Scope(scope) if scope else None)
    was_administrator = stored.is_active and stored.role == Role.ADMINISTRATOR.value
    if was_administrator and not (active and role is Role.ADMINISTRATOR):
        require_another_administrator(stored)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool) else str(value)
