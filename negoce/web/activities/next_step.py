"""What is planned next with a company or a person, always in sight; when nothing is, the way to plan it (F7)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.activities import next_activity
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.web.activities.quick_entry import quick_url
from negoce.web.activities.words import ICONS, is_late, moment_words, time_tag


def next_step(actor: Actor, record: Company | Contact) -> Mapping[str, object]:
    """What `web/activities/_next_step.html` shows; one query at most."""
    known = not isinstance(record, Company) or record.next_activity_on is not None
    activity = next_activity(actor, record) if known else None
    plan = quick_url(record, ActivityKind.TASK, planned=True) if actor.may(Permission.CREATE) else ""
    return {"step": step_line(activity) if activity else None, "plan_url": plan}


def step_line(activity: Activity) -> Mapping[str, object]:
    """What is shown of an activity to come: its subject, its moment, its address."""
    today = timezone.localdate()
    words = moment_words(activity.starts_at, today, all_day=activity.all_day)
    return {
        "url": reverse("activities:record", args=[activity.public_id]),
        "icon": ICONS[ActivityKind(activity.kind)],
        "kind": choice_label(ActivityKind, activity.kind),
        "subject": activity.subject,
        "when": time_tag(words, activity.starts_at, all_day=activity.all_day),
        "late": is_late(activity, today),
    }
