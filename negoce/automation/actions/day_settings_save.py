"""Stores what a house sets for everybody's day; days follow when they are next opened, and at night."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.automation.models import DaySetting, PersonDay
from negoce.automation.queries.day.settings import stored_settings
from negoce.automation.rules.day_settings import BOUNDS, check_settings, default_of
from negoce.automation.words import SETTING_MESSAGES
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import typed_decimals
from negoce.kit.refusal import Refused
from negoce.ui.words.say import say


def read_settings(typed: Mapping[str, str]) -> Mapping[str, Decimal]:
    """Every value as typed, those that are missing as they stand. Raises Refused with the faulty ones."""
    stored = stored_settings()
    values, unreadable = typed_decimals(typed, {key: stored.get(key, default_of(key)) for key in BOUNDS})
    found = {key: Finding("threshold.unreadable") for key in unreadable}
    found |= check_settings(values)
    nothing_left = found.pop("all", None)
    if nothing_left is not None:
        raise Refused(say(nothing_left, SETTING_MESSAGES))
    if found:
        fields = {key: [say(each, SETTING_MESSAGES)] for key, each in found.items()}
        raise Refused(_("Certains réglages sont à corriger. Rien n’a été enregistré."), fields=fields)
    return values


def save_settings(actor: Actor, *, typed: Mapping[str, str]) -> int:
    """Store settings as typed; returns how many changed. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        stored = stored_settings()
        before = {key: stored.get(key, default_of(key)) for key in BOUNDS}
        changes = {
            key: (before[key], value) for key, value in read_settings(typed).items() if before[key] != value
        }
        for key, (_before, value) in changes.items():
            if value == default_of(key):
                DaySetting.objects.filter(key=key).delete()
            else:
                DaySetting.objects.update_or_create(key=key, defaults={"value": value})
        if changes:
            PersonDay.objects.filter(is_stale=False).update(is_stale=True)
            told = {key: (f"{old:.0f}", f"{new:.0f}") for key, (old, new) in changes.items()}
            record(actor, Entry("changed", "day_settings", None, _("Réglages de Ma journée"), changes=told))
    return len(changes)
