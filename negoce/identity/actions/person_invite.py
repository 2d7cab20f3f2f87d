"""A new account, without a password: the person chooses one through the link they are sent."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.people_guard import require_may_grant
from negoce.identity.actions.person_values import clean_person_values
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import Permission, Role, Scope
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def invite_person(actor: Actor, *, values: Mapping[str, object]) -> User:
    """Make the account (`first_name`, `last_name`, `email`, `role`, optional `scope`, `team`) and journal it.

    The shell sends the invitation once the transaction is committed. Raises NotAllowed, Refused.
    """
    require(actor, Permission.MANAGE_PEOPLE)
    required = {"first_name": "", "last_name": "", "email": "", "role": ""}
    clean = clean_person_values({**required, **values})
    role, scope = Role(str(clean["role"])), Scope(str(clean["scope"])) if clean.get("scope") else None
    require_may_grant(actor, role, scope)
    with one_transaction():
        email = str(clean.pop("email"))
        person = User.objects.create_user(email, None, **clean)
        changes = {name: (None, _shown(value)) for name, value in {"email": email, **clean}.items() if value}
        record(actor, Entry("invited", "user", person.pk, person.full_name, changes=changes))
    return person


def _shown(value: object) -> object:
    return value if isinstance(value, bool) else str(value)
