"""The e-mail after a call: that of the session sent at once, or one that is written first."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import ContactPurpose, MessageKind, MessageState
from negoce.outbox.words.reasons import from_stored, say
from negoce.prospecting.models import CallTarget
from negoce.prospecting.queries.call_sessions import held_target
from negoce.ui.toasts import flash, toast
from negoce.web.calls.loading import load_session, require_caller
from negoce.web.http import actor_of
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the e-mail of the session (POST with `now`), or open the form of one."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    target = held_target(actor, session)
    if target is None or target.contact is None:
        return redirect("calls:call", public_id)
    if request.method == "POST" and request.POST.get("now") == "1" and session.template is not None:
        return _send_at_once(request, target)
    draft = Draft(
        title=_("Écrire à %(name)s") % {"name": target.contact.full_name},
        kind=MessageKind.LETTER,
        purpose=ContactPurpose.PROFESSIONAL,
        company=target.company,
        contact=target.contact,
        template=session.template.public_id if session.template is not None else "letter",
        may_choose_purpose=True,
    )
    return compose_message(
        request,
        draft,
        url=reverse("calls:mail", args=[public_id]),
        done_url=reverse("calls:call", args=[public_id]),
    )


def _send_at_once(request: HttpRequest, target: CallTarget) -> HttpResponse:
    """One message a number, whatever the number of presses; what the gate refuses is told with its reason."""
    template = target.session.template
    try:
        message = queue_message(
            actor_of(request),
            kind=MessageKind.LETTER,
            purpose=ContactPurpose.PROFESSIONAL,
            company=target.company,
            contact=target.contact,
            template=template,
            idempotency_key=f"call:{target.pk}:{template.pk if template is not None else 0}",
        )
    except Refused as refused:
        return _told(request, target, refused.message, good=False)
    if message.state == MessageState.REFUSED.value:
        return _told(request, target, say(from_stored(message.decided_by)), good=False)
    return _told(
        request, target, _("E-mail confié à l’envoi : %(to)s.") % {"to": message.to_address}, good=True
    )


def _told(request: HttpRequest, target: CallTarget, words: str, *, good: bool) -> HttpResponse:
    tone: Literal["good", "bad"] = "good" if good else "bad"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        toast(answer, words, tone=tone)
        return answer
    flash(request, words, tone=tone)
    return redirect("calls:call", target.session.public_id)
