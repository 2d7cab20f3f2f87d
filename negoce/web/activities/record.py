"""The page of an activity: what happened, what was agreed, who brought what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.actions.activities.delete import may_delete_activity
from negoce.companies.enums import ActivityKind, ActivityState, ObservationKind, ReportItemKind
from negoce.companies.models import Activity, Contact, Observation
from negoce.companies.queries.activities import activities_for_page, activity_journal
from negoce.companies.rules.activity_values import OBSERVATION_VALUES, may_observe, needs_company
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.ui.components.lists import fact
from negoce.web.activities.fields import FIELDS, shown_value
from negoce.web.activities.lines import activity_line, part_text, people_links
from negoce.web.activities.words import day_words, is_late, time_tag
from negoce.web.debriefs.links import debrief_link
from negoce.web.http import actor_of, load_or_404

_SIDE = ("kind", "starts_at", "owner", "direction", "duration_minutes", "is_pinned")
_FACTS = ("need_recorded", "brought", "meeting_answer", "quote_wanted", "buying_intent", "departure_declared")
_STATE_TONES = {"planned": "info", "done": "good", "cancelled": ""}


@dataclass(frozen=True, slots=True)
class ObservedLine:
    """What one person showed, in words, and where to change it."""

    name: str
    words: Sequence[str]
    url: str


def load_activity(actor: Actor, public_id: str) -> Activity:
    """The activity with what its page shows; 404 when the actor does not see it."""
    return load_or_404(activities_for_page(actor), public_id)


@require_GET
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page, or its content alone when something on it changed."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    context = _context(actor, activity)
    fragment = request.headers.get("HX-Target") == "activity-record"
    return render(
        request, "web/activities/_record.html" if fragment else "web/activities/record.html", context
    )


def _context(actor: Actor, activity: Activity) -> Mapping[str, object]:
    today = timezone.localdate()
    may_edit = actor.may(Permission.EDIT)
    has_report = needs_company(activity.kind)
    return {
        "activity": activity,
        "line": activity_line(activity, today, names_company=True),
        "company": activity.company,
        "people": people_links(activity),
        "state": activity.state,
        "state_words": _state_words(activity),
        "state_tone": "bad" if is_late(activity, today) else _STATE_TONES[activity.state],
        "side": [_row(activity, name, may_edit=may_edit) for name in _SIDE],
        "facts": [_row(activity, name, may_edit=may_edit) for name in _FACTS] if has_report else [],
        "body": _editable_body(activity, may_edit=may_edit),
        "has_report": has_report,
        "parts": [
            (choice_label(ReportItemKind, part.kind), part_text(part), _part_task(part.task, today))
            for part in activity.report_items.all()
        ],
        "source": _source(activity),
        "observed": _observed(actor, activity),
        "journal": _journal(activity),
        "debrief": debrief_link(actor, activity),
        "may_edit": may_edit,
        "may_delete": may_delete_activity(actor, activity),
    }


def _state_words(activity: Activity) -> str:
    return choice_label(ActivityState, activity.state)


def _row(activity: Activity, name: str, *, may_edit: bool) -> SafeString:
    url = reverse("activities:field", args=[activity.public_id, name]) if may_edit else ""
    return fact(FIELDS[name].label, shown_value(activity, name), edit_url=url, id=f"f-{name}")


def _editable_body(activity: Activity, *, may_edit: bool) -> Mapping[str, object]:
    url = reverse("activities:field", args=[activity.public_id, "body"]) if may_edit else ""
    return {"shown": shown_value(activity, "body"), "url": url, "label": FIELDS["body"].label}


def _part_task(task: Activity | None, today: date) -> Mapping[str, object] | None:
    if task is None or task.deleted_at is not None:
        return None
    words = choice_label(ActivityState, task.state)
    if task.state == ActivityState.PLANNED:
        words = _("→ %(day)s") % {"day": day_words(timezone.localtime(task.starts_at).date(), today)}
    return {
        "url": reverse("activities:record", args=[task.public_id]),
        "words": words,
        "tone": "bad" if is_late(task, today) else _STATE_TONES[task.state],
    }


def _source(activity: Activity) -> Mapping[str, str] | None:
    """The report that a task comes from."""
    part = getattr(activity, "from_report_item", None)
    if part is None or part.activity.deleted_at is not None:
        return None
    return {
        "url": reverse("activities:record", args=[part.activity.public_id]),
        "words": choice_label(ActivityKind, part.activity.kind),
        "when": day_words(timezone.localtime(part.activity.starts_at).date(), timezone.localdate()),
    }


def _observed(actor: Actor, activity: Activity) -> Sequence[ObservedLine]:
    """What each person who took part showed, for who may read it; nothing for what is no interview."""
    if not actor.may_read(FieldGroup.OBSERVATIONS) or not may_observe(activity.kind, activity.state):
        return []
    may_write = actor.may_write(FieldGroup.OBSERVATIONS) and actor.may(Permission.EDIT)
    found: dict[int, list[Observation]] = {}
    for each in activity.observations.all():
        found.setdefault(each.contact_id, []).append(each)
    people: list[Contact] = [link.contact for link in activity.activity_contacts.all()]
    return [
        ObservedLine(
            person.full_name,
            [observation_words(each) for each in found.get(person.pk, [])],
            reverse("activities:observations", args=[activity.public_id, person.public_id])
            if may_write
            else "",
        )
        for person in people
        if not person.erased_at
    ]


def observation_words(observation: Observation) -> str:
    """« Mobile d’achat : argent (« 10 % de trop ») »."""
    kind = ObservationKind(observation.kind)
    words = _("%(list)s : %(value)s") % {
        "list": choice_label(ObservationKind, kind),
        "value": choice_label(OBSERVATION_VALUES[kind], observation.value),
    }
    return f"{words} ({observation.words_heard})" if observation.words_heard else words


def _journal(activity: Activity) -> Sequence[Mapping[str, object]]:
    verbs = {
        "created": _("a créé l’activité"),
        "changed": _("a modifié l’activité"),
        "done": _("l’a marquée comme faite"),
        "reopened": _("l’a remise à faire"),
        "postponed": _("l’a reportée"),
        "cancelled": _("l’a annulée"),
        "deleted": _("l’a supprimée"),
        "restored": _("l’a rétablie"),
        "observed": _("a noté des observations"),
    }
    today = timezone.localdate()
    return [
        {
            "name": entry.actor_name,
            "words": verbs.get(entry.verb, _("a agi sur l’activité")),
            "when": time_tag(day_words(timezone.localtime(entry.at).date(), today), entry.at),
        }
        for entry in activity_journal(activity)
    ]
