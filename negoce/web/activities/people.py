"""Who took part, changed in a dialog."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.activities.update import update_activity
from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.web.activities.answers import changed
from negoce.web.activities.record import load_activity
from negoce.web.activities.who import Who, who_of
from negoce.web.http import actor_of


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, public_id: str) -> HttpResponse:
    """The people of the company, those who took part ticked; and the change."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "POST":
        return _save(request, actor, activity)
    ticked = [link.contact.public_id for link in activity.activity_contacts.all()]
    return _page(request, activity, _who(actor, activity, ticked))


def _save(request: HttpRequest, actor: Actor, activity: Activity) -> HttpResponse:
    who = _who(actor, activity, request.POST.getlist("contacts"))
    # People who took part and are not visible any more stay: nobody can have unticked them.
    shown = {person.pk for person in who.people}
    unseen = [link.contact for link in activity.activity_contacts.all() if link.contact_id not in shown]
    who.errors.pop("contacts", None) if not who.contacts and not who.ticked else None
    try:
        if who.errors:
            raise Refused(next(iter(who.errors.values())))
        update_activity(actor, activity, changes={}, contacts=[*who.contacts, *unseen])
    except Refused as refused:
        who.errors["contacts"] = refused.message
        answer = _page(request, activity, who)
        answer.status_code = 422
        return answer
    return changed(
        request, _("Participants enregistrés."), url=reverse("activities:record", args=[activity.public_id])
    )


def _who(actor: Actor, activity: Activity, ticked: list[str]) -> Who:
    values = QueryDict(mutable=True)
    if activity.company is not None:
        values["company"] = activity.company.public_id
    who = who_of(actor, values)
    shown = {person.public_id for person in who.people}
    stored = {link.contact.public_id for link in activity.activity_contacts.all()}
    who.ticked = frozenset(key for key in ticked if key in shown or key not in stored)
    if who.ticked - shown:
        who.errors["contacts"] = _("Une des personnes choisies n’est pas de cette entreprise.")
    return who


def _page(request: HttpRequest, activity: Activity, who: Who) -> HttpResponse:
    context = {
        "activity": activity,
        "who": who,
        "url": reverse("activities:people", args=[activity.public_id]),
    }
    return render(request, "web/activities/_people.html", context)
