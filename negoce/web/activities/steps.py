"""One press changes where an activity stands: done, postponed, cancelled, deleted, and back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.delete import delete_activity, restore_activity
from negoce.companies.actions.activities.done import NextStep, complete_activity, reopen_activity
from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.activities.postpone import postpone_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.enums import ActivityKind
from negoce.companies.models import Activity, Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.activities.answers import changed, refused
from negoce.web.activities.creation import next_url
from negoce.web.activities.form import kind_choices
from negoce.web.activities.record import load_activity
from negoce.web.activities.words import moment_words
from negoce.web.http import actor_of

_AHEAD = (ActivityKind.CALL, ActivityKind.VISIT, ActivityKind.VIDEO, ActivityKind.EMAIL, ActivityKind.TASK)


@require_POST
def done(request: HttpRequest, public_id: str) -> HttpResponse:
    """Done, in one press; the notice undoes it, and asks for what comes next when nothing is planned."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    complete_activity(actor, activity)
    words = _("Fait : %(subject)s.") % {"subject": activity.subject}
    undo = reverse("activities:reopening", args=[public_id])
    following = next_url(activity) if _lacks_next(activity.company) else ""
    return changed(request, words, url=_url(activity), undo_url=undo, next_url=following)


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """Done with what came of it, and what comes next."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return _outcome_page(request, activity, None)
    posted = request.POST
    step = None
    if posted.get("next_when", "").strip() or posted.get("next_subject", "").strip():
        step = NextStep(
            posted.get("next_kind", ""), posted.get("next_subject", ""), posted.get("next_when", "")
        )
    try:
        complete_activity(
            actor,
            activity,
            outcome=posted.get("outcome", ""),
            happened_at=posted.get("happened_at", ""),
            next_step=step,
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as problem:
        answer = _outcome_page(request, activity, problem)
        answer.status_code = 422
        return answer
    words = _("Fait : %(subject)s.") % {"subject": activity.subject}
    undo = reverse("activities:reopening", args=[public_id]) if step is None else ""
    return changed(request, words, url=_url(activity), undo_url=undo)


@require_POST
def reopening(request: HttpRequest, public_id: str) -> HttpResponse:
    """To do again, at its former date."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    try:
        reopen_activity(actor, activity)
    except Refused as problem:
        return refused(problem.message)
    return changed(request, _("De nouveau à faire."), url=_url(activity))


@require_http_methods(["GET", "POST"])
def postponement(request: HttpRequest, public_id: str) -> HttpResponse:
    """To another day: GET asks for it."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    require(actor, Permission.EDIT)
    context = {"activity": activity, "to": request.POST.get("to", ""), "problem": ""}
    if request.method == "GET":
        return render(request, "web/activities/_postpone.html", context)
    try:
        row = postpone_activity(actor, activity, to=request.POST.get("to", ""))
    except Refused as problem:
        if "in_dialog" not in request.POST:
            return refused(problem.message)
        answer = render(request, "web/activities/_postpone.html", {**context, "problem": problem.message})
        answer.status_code = 422
        return answer
    moment = moment_words(row.starts_at, timezone.localdate(), all_day=row.all_day)
    return changed(request, _("Reporté : %(moment)s.") % {"moment": moment}, url=_url(activity))


@require_POST
def pinning(request: HttpRequest, public_id: str) -> HttpResponse:
    """To the top of the threads that it stands on, or back among the others: the same button undoes it."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    pinned = request.POST.get("pinned") == "yes"
    update_activity(actor, activity, changes={"is_pinned": pinned})
    words = _("Épinglé en haut du fil.") if pinned else _("N’est plus épinglé.")
    return changed(request, words, url=_url(activity))


@require_POST
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Given up; the notice undoes it."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    try:
        cancel_activity(actor, activity)
    except Refused as problem:
        return refused(problem.message)
    undo = reverse("activities:reopening", args=[public_id])
    return changed(
        request, _("Annulé : %(subject)s.") % {"subject": activity.subject}, url=_url(activity), undo_url=undo
    )


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """To the bin; the notice undoes it. From its own page, leads to the company or the agenda."""
    actor = actor_of(request)
    activity = load_activity(actor, public_id)
    had_observations = activity.observations.exists()
    delete_activity(actor, activity)
    words = _("Supprimé : %(subject)s.") % {"subject": activity.subject}
    if had_observations:
        words += " " + _("Les observations de l’entretien sont effacées avec lui.")
    undo = reverse("activities:restoration", args=[public_id])
    if "leave" in request.POST:  # pressed on its own page, which is gone
        flash(request, words, undo_url=undo)
        return HttpResponse(status=204, headers={"HX-Redirect": _around(activity)})
    return changed(request, words, url=_around(activity), undo_url=undo)


@require_POST
def restoration(request: HttpRequest, public_id: str) -> HttpResponse:
    """Out of the bin."""
    activity = Activity.objects.filter(public_id=public_id).first()
    if activity is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    restored = restore_activity(actor_of(request), activity)
    return changed(request, _("Rétabli : %(subject)s.") % {"subject": restored.subject}, url=_url(restored))


def _outcome_page(request: HttpRequest, activity: Activity, problem: Refused | None) -> HttpResponse:
    posted = request.POST
    context = {
        "activity": activity,
        "kinds": [each for each in kind_choices() if each[0] in _AHEAD],
        "typed": {
            name: posted.get(name, "")
            for name in ("outcome", "happened_at", "next_kind", "next_subject", "next_when", "guard_reason")
        },
        "problem": problem.message if problem else "",
        "warnings": problem.warnings if isinstance(problem, TextWarned) else (),
        "asks_next": _lacks_next(activity.company, but=activity),
    }
    return render(request, "web/activities/_outcome.html", context)


def _lacks_next(company: Company | None, but: Activity | None = None) -> bool:
    """Whether nothing is planned with this company, `but` aside."""
    if company is None:
        return False
    planned = Activity.objects.filter(company=company, state="planned", deleted_at__isnull=True)
    return not (planned.exclude(pk=but.pk) if but else planned).exists()


def _url(activity: Activity) -> str:
    return reverse("activities:record", args=[activity.public_id])


def _around(activity: Activity) -> str:
    if activity.company is not None:
        return reverse("companies:record", args=[activity.company.public_id])
    return reverse("activities:today")
