"""The screen of one call: the number, what to say, what is known, the outcome by one key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.enums import ActivityKind
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.life_page import life_of
from negoce.prospecting.actions.call_take import take_next
from negoce.prospecting.actions.call_undo import last_call
from negoce.prospecting.enums import CallOutcome, CallSessionState, CallTargetState
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.queries.best_call_hours import best_call_hours
from negoce.prospecting.queries.call_sessions import held_target, next_targets, session_to_call
from negoce.prospecting.queries.callable_people import may_call_target
from negoce.prospecting.rules.script_text import customers_step, deciders_step, read_script
from negoce.prospecting.words.call import OUTCOMES
from negoce.ui.words.figures import number
from negoce.web.activities.words import moment_words
from negoce.web.calls.known import known_context
from negoce.web.calls.loading import load_session, require_caller
from negoce.web.calls.opening import opening_facts, opening_words
from negoce.web.calls.words import hour_words, why_not
from negoce.web.companies.record import company_url
from negoce.web.life.proposal import proposed_status

_MEETINGS = (ActivityKind.VISIT, ActivityKind.VIDEO)
# The key of each outcome, and whether it needs a day.
_KEYS = {outcome.value: str(place) for place, outcome in enumerate(CallOutcome, start=1)}
_PROPOSES = frozenset({CallOutcome.MEETING.value, CallOutcome.QUOTE.value})
_NEEDS_DAY = frozenset({CallOutcome.CALLBACK.value, CallOutcome.MEETING.value})


@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The number in hand, the same after a reload; without one, the button that takes the next."""
    actor, session = load_session(request, public_id)
    require_caller(actor)
    session_to_call(actor, session)
    target = held_target(actor, session)
    reach = may_call_target(target) if target is not None else None
    if reach is not None and not reach.allowed:
        return _draw(request, actor, session, None, closed=reach.reason)
    return _draw(request, actor, session, target)


def draw(
    request: HttpRequest,
    actor: Actor,
    session: CallSession,
    *,
    refused: Refused | None = None,
    typed: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen with the number in hand, else the next, which it takes; `refused` is told with what was `typed`."""
    # Of a call that was made the outcome is owed, whoever closed the number since.
    made = held_target(actor, session) if refused is not None else None
    target = made or take_next(actor, session)
    return _draw(request, actor, session, target, refused=refused, typed=typed, status=status)


def _draw(
    request: HttpRequest,
    actor: Actor,
    session: CallSession,
    target: CallTarget | None,
    *,
    refused: Refused | None = None,
    closed: Explanation | None = None,
    typed: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen as a page, or as the fragment that htmx puts in its place."""
    context = {
        **_session_context(actor, session),
        **(
            _target_context(actor, session, target)
            if target is not None
            else _closed(closed)
            if closed is not None
            else _nothing(actor, session)
        ),
        "typed": dict(typed or {}),
        "problem": refused.message if refused is not None else "",
        "when_problem": _field(refused, "when", "starts_at"),
        "guarded": isinstance(refused, TextWarned),
    }
    template = "web/calls/_call.html" if request.headers.get("HX-Request") else "web/calls/call.html"
    return render(request, template, context, status=status)


def _field(refused: Refused | None, *names: str) -> str:
    if refused is None:
        return ""
    return " ".join(message for name in names for message in refused.fields.get(name, ()))


def _session_context(actor: Actor, session: CallSession) -> Mapping[str, object]:
    last = last_call(actor, session)
    left = CallTarget.objects.filter(
        session=session, state__in=(CallTargetState.WAITING.value, CallTargetState.HELD.value)
    ).count()
    own = session.public_id
    return {
        "session": session,
        "session_url": reverse("calls:session", args=[own]),
        "call_url": reverse("calls:call", args=[own]),
        "outcome_url": reverse("calls:outcome", args=[own]),
        "next_url": reverse("calls:next", args=[own]),
        "pass_url": reverse("calls:pass", args=[own]),
        "keep_url": reverse("calls:keep", args=[own]),
        "undo_url": reverse("calls:undo", args=[own]) if last is not None else "",
        "last": _("%(name)s : %(outcome)s")
        % {"name": last.target.company.name, "outcome": OUTCOMES[last.outcome]}
        if last is not None
        else "",
        "last_proposed": _proposed(last),
        "left": number(left),
        "total": number(session.targets_count),
        "done": session.targets_count - left,
    }


def _proposed(last: CallAttempt | None) -> Mapping[str, str] | None:
    """The status that the call just noted speaks for."""
    if last is None or last.outcome not in _PROPOSES:
        return None
    company = last.target.company
    return proposed_status(company, life_of(company))


def _closed(why: Explanation) -> Mapping[str, object]:
    """The number in hand may no longer be called: it is not shown any more."""
    words = _("Le numéro que vous aviez en main ne peut plus être appelé : %(why)s.") % {
        "why": why_not(why.code).rstrip(".")
    }
    return {"target": None, "nothing": words, "may_take": True}


def _nothing(actor: Actor, session: CallSession) -> Mapping[str, object]:
    """The way to the next number, or why there is nothing to call now."""
    is_open = session.state == CallSessionState.OPEN.value
    if is_open and next_targets(actor, session, timezone.now(), 1):
        return {"target": None, "nothing": _("Un numéro vous attend."), "may_take": True}
    waiting = CallTarget.objects.filter(session=session, state=CallTargetState.WAITING.value)
    later = (
        waiting.exclude(not_before=None).order_by("not_before").values_list("not_before", flat=True).first()
    )
    held = CallTarget.objects.filter(session=session, state=CallTargetState.HELD.value).count()
    if session.state == CallSessionState.PAUSED.value:
        words = _("La session est en pause : rien n’est distribué.")
    elif session.state == CallSessionState.ENDED.value:
        words = _("La session est terminée.")
    elif session.state == CallSessionState.PREPARING.value:
        words = _("La file se prépare : rechargez la page dans un instant.")
    elif later is not None:
        words = _("Les numéros qui restent n’ont pas répondu : le prochain essai est %(when)s.") % {
            "when": moment_words(later, timezone.localdate(), all_day=False)
        }
    elif held:
        words = _("Les derniers numéros sont entre les mains de vos collègues.")
    else:
        words = _("Tous les numéros de la session ont été appelés.")
    return {"target": None, "nothing": words, "may_take": False}


def _target_context(actor: Actor, session: CallSession, target: CallTarget) -> Mapping[str, object]:
    company, contact = target.company, target.contact
    own = session.public_id
    today = timezone.localdate()
    post = contact.current_post if contact is not None else None
    hours = best_call_hours(timezone.now())
    life = life_of(company)
    facts = opening_facts(actor, company, life)
    known = known_context(actor, company, contact, life)
    return {
        "target": target,
        "company": company,
        "company_url": company_url(company),
        "contact": contact,
        "function": post.function if post is not None else "",
        "direct": contact is not None and target.number in (contact.phone, contact.mobile),
        "phone": format_phone(target.number),
        "tel": f"tel:{target.number}",
        "tries": target.tries,
        "known": known,
        "openings": opening_words(facts, today),
        **_script_context(session, is_customer=facts.is_customer, decides=bool(known["decides"])),
        "outcomes": [
            {
                "value": each.value,
                "label": OUTCOMES[each.value],
                "key": _KEYS[each.value],
                "needs_day": each.value in _NEEDS_DAY,
            }
            for each in CallOutcome
        ],
        "meetings": [(kind.value, choice_label(ActivityKind, kind.value)) for kind in _MEETINGS],
        "mail_url": reverse("calls:mail", args=[own]) if contact is not None and contact.email else "",
        "sends_at_once": session.template_id is not None,
        "grid_url": f"{reverse('prospecting:qualification', args=[company.public_id])}?grid={session.grid.key}"
        if session.grid is not None
        else "",
        "best_hours": [hour_words(each) for each in hours.best[:3]],
        "hours_known": hours.is_enough,
        "hours_calls": number(hours.calls),
    }


def _script_context(session: CallSession, *, is_customer: bool, decides: bool) -> Mapping[str, object]:
    """The steps and the first one to show: that of customers, that of who decides, else the first there is.

    A script without a word for customers stays folded before one.
    """
    steps = read_script(session.script.text).steps if session.script is not None else ()
    own = customers_step(steps) if is_customer else 0
    direct = deciders_step(steps) if decides and not is_customer else 0
    return {"script": steps, "script_start": own or direct or 1, "script_folded": is_customer and not own}
