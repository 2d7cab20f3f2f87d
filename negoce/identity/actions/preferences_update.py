"""What a person changes of their own account: name, language, theme, sessions."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

FIELDS = frozenset({"first_name", "last_name", "language", "theme"})
JOURNALED = ("first_name", "last_name")


def update_preferences(actor: Actor, user: User, *, changes: Mapping[str, object]) -> User:
    """Apply a person's own `changes`; only one's own account, only FIELDS. Raises NotAllowed, Refused."""
    if actor.user_id != user.pk or not set(changes) <= FIELDS:
        raise NotAllowed(_("Vous ne pouvez changer que vos propres préférences. Rien n’a été changé."))
    errors = _errors(changes)
    if errors:
        raise Refused(_("Rien n’a été enregistré : corrigez les champs signalés."), fields=errors)
    with transaction.atomic():
        before = {name: getattr(user, name) for name in changes}
        for name, value in changes.items():
            setattr(user, name, " ".join(str(value).split()))
        user.save(update_fields=sorted(changes))
        journal = {
            name: (before[name], getattr(user, name))
            for name in JOURNALED
            if name in changes and before[name] != getattr(user, name)
        }
        if journal:
            record(actor, Entry("changed", "user", user.pk, user.full_name, changes=journal))
    return user


def end_sessions(actor: Actor, user: User) -> User:
    """Close every open session of one's own account; the shell keeps the one that asked."""
    if actor.user_id != user.pk:
        raise NotAllowed(_("Vous ne pouvez fermer que vos propres sessions."))
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        record(actor, Entry("sessions_ended", "user", user.pk, user.full_name))
    user.refresh_from_db(fields=["session_epoch"])
    return user


def _errors(changes: Mapping[str, object]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for name in ("first_name", "last_name"):
        if name in changes and not 1 <= len(" ".join(str(changes[name]).split())) <= 60:
            errors[name] = [_("Saisissez un nom de 1 à 60 caractères.")]
    if "language" in changes and changes["language"] not in dict(settings.LANGUAGES):
        errors["language"] = [_("Cette langue n’existe pas ici.")]
    if "theme" in changes and changes["theme"] not in User.Theme.values:
        errors["theme"] = [_("Ce thème n’existe pas.")]
    return errors
