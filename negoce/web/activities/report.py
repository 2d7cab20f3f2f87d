"""The whole report of an exchange, in a dialog or a page: parts in repeatable rows, facts as toggles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.activities.report_save import save_report
from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.toasts import flash
from negoce.web.activities.answers import changed
from negoce.web.activities.form import (
    FACT_FIELDS,
    FactsForm,
    part_kinds,
    people_choices,
    rows_of,
    stored_rows,
)
from negoce.web.activities.record import load_activity
from negoce.web.http import actor_of

_TEXTS = ("body", "meeting_answer", "need_recorded", "brought")


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form with what is stored, and its saving."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "POST":
        return _save(request, actor, activity)
    form = FactsForm(initial={name: getattr(activity, name) for name in ("body", *FACT_FIELDS)})
    form.rows = stored_rows(list(activity.report_items.all()))
    return _page(request, activity, form)


def _save(request: HttpRequest, actor: Actor, activity: Activity) -> HttpResponse:
    posted = request.POST
    form = FactsForm(posted)
    form.rows = rows_of(posted)
    known = [int(key) for key in posted.getlist("known") if key.isascii() and key.isdigit() and len(key) < 19]
    try:
        save_report(
            actor,
            activity,
            items=[row.draft for row in form.rows],
            known=known,
            values={name: posted.get(name, "") for name in ("body", *FACT_FIELDS)},
            seen={name: posted[f"seen_{name}"] for name in _TEXTS if f"seen_{name}" in posted},
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form.take_refusal(refused)
        answer = _page(request, activity, form)
        answer.status_code = 409 if isinstance(refused, Conflict) else 422
        return answer
    url = reverse("activities:record", args=[activity.public_id])
    if request.headers.get("HX-Request"):
        return changed(request, _("Compte rendu enregistré."), url=url)
    flash(request, _("Compte rendu enregistré."))
    return redirect(url)


def _page(request: HttpRequest, activity: Activity, form: FactsForm) -> HttpResponse:
    context = {
        "activity": activity,
        "form": form,
        "part_kinds": part_kinds(),
        "people": people_choices(),
        # After a conflict these are the fresh values: sending the form again keeps one's own.
        "known": [item.pk for item in activity.report_items.all()],
        "seen": [(f"seen_{name}", getattr(activity, name)) for name in _TEXTS],
        "url": reverse("activities:report", args=[activity.public_id]),
    }
    if not request.headers.get("HX-Request"):
        return render(request, "web/activities/report.html", context)
    posted = request.method == "POST"
    return render(
        request, "web/activities/_report_form.html" if posted else "web/activities/_report.html", context
    )
