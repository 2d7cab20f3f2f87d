"""A field of an activity edited where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.activities.update import update_activity
from negoce.companies.models import Activity
from negoce.identity.rules.actor import Actor
from negoce.web.activities.fields import FIELDS, input_value, options_of, seen_value, shown_value
from negoce.web.activities.form import user_of
from negoce.web.activities.record import load_activity
from negoce.web.in_place import Fields, Typed, edit_in_place


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or its new value."""
    return edit_in_place(request, public_id, name, ACTIVITY_FIELDS)


def _store(actor: Actor, activity: Activity, typed: Typed) -> None:
    given: object = user_of(typed.value) if typed.name == "owner" and typed.value else typed.value
    seen = None if typed.seen is None else {typed.name: _seen(activity, typed.name, typed.seen)}
    update_activity(actor, activity, changes={typed.name: given}, seen=seen, guard_reason=typed.guard_reason)


def _seen(activity: Activity, name: str, seen: str) -> object:
    """What the person saw, in the shape of the stored value."""
    if name == "starts_at":
        same = parse_datetime(seen) if len(seen) < 40 else None
        return activity.starts_at if same == activity.starts_at else seen
    return seen


ACTIVITY_FIELDS = Fields(
    by_name=FIELDS,
    load=load_activity,
    store=_store,
    shown=shown_value,
    typed=input_value,
    seen=seen_value,
    options=options_of,
    told="activity-page",
)
