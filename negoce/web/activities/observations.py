"""What a person showed in an interview, chosen in closed lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.activities.observe import Observed, set_observations
from negoce.companies.enums import ObservationKind
from negoce.companies.models import Activity, Contact
from negoce.companies.rules.activity_values import OBSERVATION_VALUES
from negoce.companies.words.choices import choice_label, choice_options
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.web.activities.answers import changed
from negoce.web.activities.record import load_activity
from negoce.web.http import actor_of


@require_http_methods(["GET", "POST"])
def observations(request: HttpRequest, public_id: str, contact_id: str) -> HttpResponse:
    """The closed lists with what is chosen, and the change."""
    actor = actor_of(request)
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne permet pas de noter des observations. Rien n’a été changé."))
    activity = load_activity(actor, public_id)
    contact = _participant(activity, contact_id)
    if request.method == "GET":
        stored = {
            (each.kind, each.value): each.words_heard
            for each in activity.observations.all()
            if each.contact_id == contact.pk
        }
        return _page(request, activity, contact, stored, None)
    chosen = _posted(request)
    try:
        set_observations(
            actor,
            activity,
            contact,
            observed=[Observed(kind, value, words) for (kind, value), words in chosen.items()],
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        answer = _page(request, activity, contact, chosen, refused)
        answer.status_code = 422
        return answer
    return changed(
        request, _("Observations enregistrées."), url=reverse("activities:record", args=[public_id])
    )


def _participant(activity: Activity, public_id: str) -> Contact:
    for link in activity.activity_contacts.all():
        if link.contact.public_id == public_id and not link.contact.erased_at:
            return link.contact
    raise Http404(_("Cette personne n’a pas pris part à cette activité."))


def _posted(request: HttpRequest) -> dict[tuple[str, str], str]:
    chosen = {}
    for each in request.POST.getlist("observed")[:40]:
        kind, _colon, value = each.partition(":")
        chosen[kind, value] = request.POST.get(f"words_{kind}_{value}", "")
    return chosen


def _page(
    request: HttpRequest,
    activity: Activity,
    contact: Contact,
    chosen: dict[tuple[str, str], str],
    refused: Refused | None,
) -> HttpResponse:
    lists: Sequence[Any] = [
        (
            choice_label(ObservationKind, kind),
            [
                (kind.value, value, label, (kind.value, value) in chosen, chosen.get((kind.value, value), ""))
                for value, label in choice_options(values)
            ],
        )
        for kind, values in OBSERVATION_VALUES.items()
    ]
    context = {
        "activity": activity,
        "contact": contact,
        "lists": lists,
        "refused": refused.message if refused else "",
        "warnings": refused.warnings if isinstance(refused, TextWarned) else (),
        "guard_reason": request.POST.get("guard_reason", ""),
        "url": reverse("activities:observations", args=[activity.public_id, contact.public_id]),
    }
    return render(request, "web/activities/_observations.html", context)
