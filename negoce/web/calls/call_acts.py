"""What a caller does: takes a number, notes an outcome, undoes it, passes the number over, keeps it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.prospecting.actions.call_outcome import CallReport, record_call
from negoce.prospecting.actions.call_take import give_back, keep, take_next
from negoce.prospecting.actions.call_undo import undo_call
from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.models import CallSession
from negoce.prospecting.queries.call_sessions import held_target
from negoce.ui.toasts import add_trigger, flash, toast
from negoce.web.calls.call import draw
from negoce.web.calls.loading import load_session, require_caller
from negoce.web.http import whole_number

_TYPED = ("note", "opening", "when", "meeting_kind", "need", "guard_reason")


@require_POST
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the next number; the one in hand stays."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    return _next(request, actor, session)


@require_POST
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what became of the call; the next number comes back."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    typed = {name: request.POST.get(name, "")[:10_000] for name in _TYPED}
    typed["buying_intent"] = request.POST.get("buying_intent", "")
    key = whole_number(request.POST.get("target", ""), 18) or 0
    try:
        record_call(actor, session, key, _report(request, typed))
    except Conflict as lost:
        return draw(request, actor, session, refused=lost, status=409)
    except Refused as refused:
        return draw(request, actor, session, refused=refused, typed=typed, status=422)
    answer = _next(request, actor, session)
    if request.headers.get("HX-Request"):
        add_trigger(answer, "call:noted", str(key))
    return answer


@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the last outcome back; its number is in hand again."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    try:
        undo_call(actor, session)
    except Refused as refused:
        return draw(request, actor, session, refused=refused, status=422)
    words = _("Dernier résultat annulé : le numéro est de nouveau à vous.")
    if held_target(actor, session) is None:
        words = _("Dernier résultat annulé : le numéro retourne dans la file.")
    answer = _next(request, actor, session)
    if request.headers.get("HX-Request"):
        toast(answer, words)
    else:
        flash(request, words)
    return answer


@require_POST
def pass_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave this number out of the session; or, with `later`, give it back to the queue and stop calling."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    stops = request.POST.get("later") == "1"
    give_back(actor, session, passed=not stops)
    if stops:
        url = redirect("calls:session", session.public_id).url
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": url})
        return redirect("calls:session", session.public_id)
    return _next(request, actor, session)


@require_POST
def keep_on(request: HttpRequest, public_id: str) -> HttpResponse:
    """The call goes on: the number stays in hand for another while."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    return HttpResponse(status=204 if keep(actor, session) else 409)


def _next(request: HttpRequest, actor: Actor, session: CallSession) -> HttpResponse:
    """The next number in place, or its page for a visitor without scripts."""
    if request.headers.get("HX-Request"):
        return draw(request, actor, session)
    take_next(actor, session)
    return redirect("calls:call", session.public_id)


def _report(request: HttpRequest, typed: dict[str, str]) -> CallReport:
    chosen = request.POST.get("outcome", "")
    if chosen not in {each.value for each in CallOutcome}:
        raise refuse_field("outcome", _("Choisissez un résultat : les touches 1 à 9."))
    return CallReport(
        CallOutcome(chosen),
        note=typed["note"],
        opening=typed["opening"],
        when=typed["when"],
        meeting_kind=typed["meeting_kind"],
        need=typed["need"],
        buying_intent=typed["buying_intent"] == "on",
        guard_reason=typed["guard_reason"],
    )
