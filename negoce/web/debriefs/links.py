"""From an activity to its review."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.rules.activity_values import INTERVIEW_KINDS
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Debrief


def debrief_link(actor: Actor, activity: Activity) -> Mapping[str, str] | None:
    """Where an activity is reviewed, or read again, for who held it; one query, none for what is no meeting held."""
    held = activity.kind in INTERVIEW_KINDS and activity.state == ActivityState.DONE
    if not held or activity.owner_id != actor.user_id or not actor.may(Permission.EDIT):
        return None
    done = Debrief.objects.filter(activity=activity, author_id=actor.user_id).first()
    if done is not None:
        return {"words": _("Voir mon bilan"), "url": reverse("debriefs:record", args=[done.public_id])}
    return {"words": _("Faire le bilan"), "url": reverse("debriefs:writing", args=[activity.public_id])}
