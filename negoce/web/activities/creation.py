"""Quick entry: what happened or what is to do, from anywhere, in one short form."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.activity_values import needs_company
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.activities.answers import refresh, say_done
from negoce.web.activities.deal import put_under_deal
from negoce.web.activities.form import (
    FACT_FIELDS,
    ActivityForm,
    kind_choices,
    part_kinds,
    people_choices,
    public_id_of,
    rows_of,
    state_choices,
    user_of,
)
from negoce.web.activities.moments import state_meant
from negoce.web.activities.numbers import choose_the_only_one, numbers_of
from negoce.web.activities.quick_entry import quick_url
from negoce.web.activities.thread import composer
from negoce.web.activities.who import Who, who_of, who_of_page
from negoce.web.http import actor_of

_NAMES = {"starts_at": "when"}
_PLAIN = ("subject", "body", "direction", "duration_minutes", *FACT_FIELDS)
THREAD = "thread"


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, empty or filled from the address, and the creation."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    if request.method == "POST":
        return _create(request, actor)
    given = request.GET
    kind = given.get("kind", "")
    kind = kind if kind in {member.value for member in ActivityKind} else ActivityKind.CALL.value
    who = who_of(actor, given)
    if who.company is None and not who.errors:
        who = who_of_page(actor, request)
    if kind == ActivityKind.CALL:
        choose_the_only_one(who)
    state = "planned" if kind == ActivityKind.TASK or given.get("state") == "planned" else "done"
    me = public_id_of(actor)
    form = ActivityForm(
        initial={"owner": me, "subject": given.get("subject", "")[:200], "when": given.get("when", "")[:60]}
    )
    return _page(request, form, who, kind, state)


@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """The composer at rest: what the thread shows again when its form is put away."""
    actor = actor_of(request)
    return _composer_at_rest(request, actor, who_of(actor, request.GET), request.GET)


def _create(request: HttpRequest, actor: Actor) -> HttpResponse:
    posted = request.POST
    form, who = ActivityForm(posted), who_of(actor, posted)
    form.rows = rows_of(posted)
    kind, state = posted.get("kind", ""), posted.get("state", "done")
    if needs_company(kind):
        state = state_meant(posted.get("when", "")[:200], state)
    try:
        if who.errors:
            raise Refused(next(iter(who.errors.values())), fields={})
        activity = create_activity(
            actor,
            values=_values(request, kind, state),
            company=who.company,
            contacts=who.contacts,
            report=[row.draft for row in form.rows],
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        who.errors |= form.take_refusal(refused, _NAMES)
        answer = _page(request, form, who, kind, state)
        answer.status_code = 422
        return answer
    put_under_deal(actor, activity, posted.get("deal", ""))
    return _created(request, actor, activity)


def _values(request: HttpRequest, kind: str, state: str) -> dict[str, Any]:
    posted = request.POST
    values: dict[str, Any] = {name: posted[name] for name in _PLAIN if posted.get(name)}
    values |= {"kind": kind, "state": state, "starts_at": posted.get("when", "")}
    if posted.get("owner"):
        values["owner"] = user_of(posted["owner"])
    return values


def _created(request: HttpRequest, actor: Actor, activity: Activity) -> HttpResponse:
    words = _created_words(activity)
    undo = reverse("activities:deletion", args=[activity.public_id])
    company = activity.company
    following = ""
    if company is not None and _lacks_next(activity, company):
        following = next_url(activity, request.POST.get("deal", ""))
    if not request.headers.get("HX-Request"):
        flash(request, words, undo_url=undo, link_url=following, link_label=_("Prévoir la suite"))
        return redirect("activities:record", activity.public_id)
    if request.POST.get("place") == THREAD and company is not None:
        response = _composer_at_rest(request, actor, Who(company), request.POST)
    else:
        response = HttpResponse(status=204)
    refresh(response, close=True)
    return say_done(response, words, undo_url=undo, next_url=following)


def _created_words(activity: Activity) -> str:
    kind = choice_label(ActivityKind, activity.kind)
    if activity.state == ActivityState.PLANNED:
        return _("%(kind)s : c’est prévu.") % {"kind": kind}
    return _("%(kind)s : c’est noté.") % {"kind": kind}


def _cancel_url(who: Who, values: QueryDict) -> str:
    contact_id = values.get("contact", "")
    company_id = who.company.public_id if who.company else ""
    words = urlencode({"contact": contact_id} if contact_id else {"company": company_id})
    return f"{reverse('activities:choices')}?{words}"


def _lacks_next(activity: Activity, company: Company) -> bool:
    """Whether the exchange leaves the company without anything planned."""
    if activity.state != ActivityState.DONE or not needs_company(activity.kind):
        return False
    return not Company.objects.filter(pk=company.pk, next_activity_on__isnull=False).exists()


def next_url(activity: Activity, deal_id: str = "") -> str:
    """Where what comes after an activity is planned, under the same deal."""
    assert activity.company is not None
    return quick_url(activity.company, ActivityKind.TASK, planned=True, deal_id=deal_id[:40])


def _composer_at_rest(request: HttpRequest, actor: Actor, who: Who, values: QueryDict) -> HttpResponse:
    """The buttons of the thread that the form was opened on: that of a contact, or of the company."""
    contact_id = values.get("contact", "")
    contact = visible_contacts(actor).filter(public_id=contact_id).first() if contact_id else None
    record = contact or who.company
    buttons = composer(actor, record) if record else ()
    return render(request, "web/activities/_composer.html", {"composer": buttons})


def _page(request: HttpRequest, form: ActivityForm, who: Who, kind: str, state: str) -> HttpResponse:
    values = request.POST if request.method == "POST" else request.GET
    place = THREAD if values.get("place") == THREAD and who.company is not None else ""
    context = {
        "form": form,
        "who": who,
        "chosen": False,
        "numbers": numbers_of(actor_of(request), who, kind),
        "kind": kind,
        "state": state,
        "place": place,
        "kinds": kind_choices(),
        "states": state_choices(),
        "part_kinds": part_kinds(),
        "people": people_choices() if form.rows else (),
        "origin": values.get("contact", "") if place else "",
        "deal": values.get("deal", "")[:40],
        "cancel_url": _cancel_url(who, values) if place else "",
    }
    if not request.headers.get("HX-Request"):
        return render(request, "web/activities/new.html", context)
    if place:
        return render(request, "web/activities/_composer_form.html", context)
    posted = request.method == "POST"
    return render(request, "web/activities/_form.html" if posted else "web/activities/_new.html", context)
