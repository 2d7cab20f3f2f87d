"""Stores the thresholds of the life cycle; every status is worked out again in the background (L1)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.kit.explain import Finding
from negoce.kit.numbers import typed_decimals
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.recompute_request import request_recompute
from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.threshold_bounds import BOUNDS, check_thresholds, default_of
from negoce.portfolio.threshold_words import THRESHOLD_MESSAGES
from negoce.ui.words.say import say


def read_thresholds(typed: Mapping[str, str]) -> Mapping[str, Decimal]:
    """The values as typed, those that are missing as they stand. Raises Refused with the faulty ones."""
    stored = current_thresholds()
    values, unreadable = typed_decimals(typed, {key: getattr(stored, key) for key in BOUNDS})
    found = {key: Finding("threshold.unreadable") for key in unreadable}
    found |= check_thresholds(values)
    if found:
        fields = {key: [say(each, THRESHOLD_MESSAGES)] for key, each in found.items()}
        raise Refused(_("Certains seuils sont à corriger. Rien n’a été enregistré."), fields=fields)
    return values


def save_thresholds(actor: Actor, *, typed: Mapping[str, str]) -> Job | None:
    """Store thresholds as typed; returns the job that moves the statuses, None when nothing changed.

    Raises NotAllowed, Refused.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        stored = current_thresholds()
        values = read_thresholds(typed)
        changes = {
            key: (getattr(stored, key), value)
            for key, value in values.items()
            if getattr(stored, key) != value
        }
        if not changes:
            return None
        for key, (_before, value) in changes.items():
            if value == default_of(key):
                PortfolioSetting.objects.filter(key=key).delete()
            else:
                PortfolioSetting.objects.update_or_create(key=key, defaults={"value": value})
        told = {key: (before.normalize(), after.normalize()) for key, (before, after) in changes.items()}
        record(
            actor,
            Entry(
                verb="changed",
                subject_kind="life_thresholds",
                subject_id=None,
                changes={key: (f"{before:f}", f"{after:f}") for key, (before, after) in told.items()},
            ),
        )
        return request_recompute(actor)
