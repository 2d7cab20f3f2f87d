"""`/activities/<id>/debrief/`: the review of one's own meeting is written, or put right."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.models import Activity
from negoce.companies.queries.activities import activities_for_page
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.debriefs.save import own_meeting, remove_debrief, save_debrief
from negoce.negotiation.models import Debrief
from negoce.negotiation.queries.deals.activities import deal_of
from negoce.negotiation.queries.debriefs.visible import visible_debriefs
from negoce.ui.toasts import flash
from negoce.web.activities.lines import activity_line
from negoce.web.deals.deal import load_deal
from negoce.web.deals.panel_types import DealRecord
from negoce.web.deals.panels import draw_panel
from negoce.web.debriefs.form import DebriefForm, typed_of
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.merge import bring_together, marks_of, say_conflict
from negoce.web.objectives.panel import OBJECTIVES


@require_http_methods(["GET", "POST"])
def writing(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, empty or as it was kept, and what is typed in it."""
    actor = actor_of(request)
    activity = load_or_404(activities_for_page(actor), public_id)
    require(actor, Permission.EDIT)
    own_meeting(actor, activity.pk)
    people = [each for each in activity.contacts.order_by("name_key", "pk") if not each.erased_at]
    if request.method == "GET":
        row = _own(actor, activity)
        form = DebriefForm(people, initial=typed_of(row) if row is not None else {})
        return _show(request, actor, activity, form, {"revision": row.revision if row is not None else 0})
    posted = request.POST
    given = {name: posted.get(name, "") for name in posted}
    try:
        row = save_debrief(
            actor,
            activity,
            given=given,
            recoveries=posted.getlist("recoveries")[:10],
            revision=whole_number(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        form = DebriefForm(people, posted)
        if isinstance(refused, Conflict):
            row = _own(actor, activity)
            fresh = DebriefForm(people, initial=typed_of(row) if row is not None else {})
            more = {"revision": row.revision if row is not None else 0, "marks": marks_of(fresh)}
            say_conflict(form, bring_together(form, fresh, refused, actor))
            return _show(request, actor, activity, form, more, 409)
        return _refuse(request, actor, activity, form, refused)
    flash(request, _("Bilan enregistré."))
    return redirect("debriefs:record", row.public_id)


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own review, taken away."""
    actor = actor_of(request)
    row = load_or_404(visible_debriefs(actor), public_id)
    try:
        remove_debrief(actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("debriefs:record", args=[public_id]))
    flash(request, _("Bilan retiré."))
    return go(request, reverse("debriefs:page"))


def _own(actor: Actor, activity: Activity) -> Debrief | None:
    return Debrief.objects.filter(activity=activity, author_id=actor.user_id).select_related("about").first()


def _refuse(
    request: HttpRequest, actor: Actor, activity: Activity, form: DebriefForm, refused: Refused
) -> HttpResponse:
    """What was typed, with what is wrong beside it."""
    form.is_valid()
    form.errors.clear()
    for name, messages in refused.fields.items():
        form.add_error(name if name in form.fields else None, list(messages))
    if not refused.fields:
        form.add_error(None, refused.message)
    guarded = isinstance(refused, FreeTextRefused) or "guard_reason" in form.data
    more = {
        "guarded": guarded,
        "revision": form.data.get("revision", "0"),
        "marks": form.data.get("marks", ""),
    }
    return _show(request, actor, activity, form, more, 422)


def _show(
    request: HttpRequest,
    actor: Actor,
    activity: Activity,
    form: DebriefForm,
    more: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    deal = deal_of(actor, activity.public_id)
    objectives = ""
    if deal is not None:
        objectives = draw_panel(request, OBJECTIVES, DealRecord(actor, load_deal(actor, deal.public_id)))
    context = {
        "form": form,
        "activity": activity,
        "line": activity_line(activity, timezone.localdate(), names_company=True),
        "activity_url": reverse("activities:record", args=[activity.public_id]),
        "deal": deal,
        "objectives": objectives,
        "has_people": activity.activity_contacts.exists(),
        "observes": actor.may_write(FieldGroup.OBSERVATIONS),
        "guarded": False,
        "marks": "" if form.is_bound else marks_of(form),
        **more,
    }
    return render(request, "web/debriefs/form.html", context, status=status)
