"""A field of an activity edited where it stands: GET gives its control, POST stores it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.html import text
from negoce.ui.toasts import add_trigger
from negoce.web.activities.fields import FIELDS, Field, input_value, options_of, seen_value, shown_value
from negoce.web.activities.form import user_of
from negoce.web.activities.record import load_activity
from negoce.web.http import actor_of


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or its new value."""
    edited = FIELDS.get(name)
    if edited is None:
        raise Http404(_("Ce champ n’existe pas."))
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return _control(request, activity, edited, value=input_value(activity, name))
    return _save(request, actor, activity, edited)


def value_or_prompt(activity: Activity, name: str) -> SafeString:
    """The value as its place shows it, or the words that ask for it."""
    shown = shown_value(activity, name)
    return SafeString(shown or f'<span class="placeholder">{text(_("Renseigner…"))}</span>')


def _save(request: HttpRequest, actor: Actor, activity: Activity, edited: Field) -> HttpResponse:
    posted = request.POST
    typed = posted.get("value", "")
    given: Any = user_of(typed) if edited.name == "owner" and typed else typed
    seen = {edited.name: _seen(activity, edited.name, posted["seen"])} if "seen" in posted else None
    try:
        update_activity(
            actor,
            activity,
            changes={edited.name: given},
            seen=seen,
            guard_reason=posted.get("guard_reason", ""),
        )
    except Conflict as conflict:
        fresh = load_activity(actor, activity.public_id)
        answer = _control(request, fresh, edited, value=typed, refused=conflict)
        answer.status_code = 409
        return answer
    except Refused as refused:
        answer = _control(request, activity, edited, value=typed, refused=refused, seen=posted.get("seen"))
        answer.status_code = 422
        return answer
    answer = HttpResponse(value_or_prompt(load_activity(actor, activity.public_id), edited.name))
    add_trigger(answer, "activity-page")
    return answer


def _seen(activity: Activity, name: str, seen: str) -> object:
    """What the person saw, in the shape of the stored value."""
    if name == "starts_at":
        same = parse_datetime(seen) if len(seen) < 40 else None
        return activity.starts_at if same == activity.starts_at else seen
    return seen


def _control(
    request: HttpRequest,
    activity: Activity,
    edited: Field,
    *,
    value: str,
    refused: Refused | None = None,
    seen: str | None = None,
) -> HttpResponse:
    messages = next(iter(refused.fields.values()), [refused.message]) if refused else []
    context = {
        "field": edited,
        "value": value,
        "options": options_of(edited),
        "seen": seen_value(activity, edited.name) if seen is None else seen,
        "errors": messages,
        "asks_reason": isinstance(refused, TextWarned)
        or "guard_reason" in (refused.fields if refused else {}),
    }
    return render(request, "web/activities/_field.html", context)
