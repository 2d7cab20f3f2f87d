"""Puts an activity in the bin, and takes it out again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import visible_activity
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor


def may_delete_activity(actor: Actor, activity: Activity) -> bool:
    """Whether the actor may delete it: whoever may delete, and whoever entered it while they may edit."""
    entered = actor.user_id is not None and activity.created_by_id == actor.user_id
    return actor.may(Permission.DELETE) or (entered and actor.may(Permission.EDIT))


def delete_activity(actor: Actor, activity: Activity, *, batch: str = "") -> Activity:
    """Hide an activity until it is restored.

    What it observed of persons is erased with it, for good (domain 5.4). The tasks of its promises stay: they
    are still owed. Raises NotAllowed.
    """
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        _require_right(actor, row)
        row.deleted_at = timezone.now()
        if Activity.objects.filter(pk=row.pk, deleted_at__isnull=True).update(deleted_at=row.deleted_at):
            erased, _kinds = row.observations.all().delete()
            told: dict[str, tuple[object, object]] = {"observations": (erased, 0)} if erased else {}
            after_change(actor, row, "deleted", told, batch=batch)
    return row


def restore_activity(actor: Actor, activity: Activity, *, batch: str = "") -> Activity:
    """Bring a deleted activity back; its observations are gone. Raises NotAllowed."""
    with transaction.atomic():
        row = Activity.objects.filter(pk=activity.pk).select_related("company", "owner").first()
        if row is None or not _may_see(actor, row):
            raise NotAllowed(
                _("Cette activité n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
            )
        _require_right(actor, row)
        if Activity.objects.filter(pk=row.pk, deleted_at__isnull=False).update(deleted_at=None):
            row.deleted_at = None
            after_change(actor, row, "restored", batch=batch)
    return row


def _require_right(actor: Actor, row: Activity) -> None:
    if not may_delete_activity(actor, row):
        require(actor, Permission.DELETE)


def _may_see(actor: Actor, row: Activity) -> bool:
    if row.company_id is None:
        return actor.sees_everything or row.owner_id in actor.colleague_ids
    return visible_companies(actor).filter(pk=row.company_id).exists()
