"""Forgets what a person's refusals of one kind taught: the kind counts in full again, what was refused stays away."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.automation.actions.day_refresh import refresh_day
from negoce.automation.models import DayAnswer
from negoce.automation.queries.day.refusals import remembered
from negoce.automation.queries.day.settings import current_settings
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def forget_refusals(actor: Actor, *, kind: str, today: date) -> int:
    """Forget the actor's own refusals of a kind; returns how many. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    assert actor.user_id is not None
    with transaction.atomic():
        rows = remembered(actor.user_id, current_settings()).filter(kind=kind)
        count = DayAnswer.objects.filter(pk__in=rows.values("pk")).update(forgotten_at=timezone.now())
    if count:
        refresh_day(actor, today=today)
    return count
