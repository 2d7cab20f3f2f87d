"""What every change of an activity leaves behind: its line in the journal, and the dates that lists read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.models import Activity, ActivityContact
from negoce.companies.rules.activity_values import LIFE_FACTS
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor

NOTHING: Mapping[str, tuple[object, object]] = {}


def after_change(
    actor: Actor,
    activity: Activity,
    verb: str,
    changes: Mapping[str, tuple[object, object]] = NOTHING,
    *,
    batch: str = "",
    people: Iterable[int] = (),
) -> None:
    """Write the journal, refresh the dates, tell of facts of the life cycle; inside the transaction of the change.

    `people` are the keys of persons who no longer take part; those who do are found.
    """
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="activity",
            subject_id=activity.pk,
            subject_name=activity.subject,
            company_key=activity.company_id,
            changes=changes,
            batch=batch,
        ),
    )
    refresh_contact_dates([activity.company_id])
    if any(name in changes or getattr(activity, name) for name in LIFE_FACTS):
        tell_facts_changed([activity.company_id], actor_id=actor.user_id)
    taking_part = ActivityContact.objects.filter(activity=activity).order_by("contact_id")
    refresh_last_signs({*taking_part.values_list("contact_id", flat=True), *people})
