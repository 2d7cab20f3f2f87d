"""Gives up something planned: it stays in the file, as cancelled."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import visible_activity
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.actions.activities.update import write_changes
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field


def cancel_activity(actor: Actor, activity: Activity, *, batch: str = "") -> Activity:
    """Cancel what is planned; cancelled already, nothing changes. Raises NotAllowed; Refused when done."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        if row.state == ActivityState.DONE:
            raise refuse_field("state", _("Cette activité est faite : elle ne peut plus être annulée."))
        told = write_changes(row, {"state": ActivityState.CANCELLED.value})
        if told:
            after_change(actor, row, "cancelled", told, batch=batch)
    return row
