"""One session of calls: its figures as they come, its people, its opening lines, its numbers, its state."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.rules.phones import format_phone
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.call_session_fill import NOT_FILLED
from negoce.prospecting.actions.call_session_state import set_session_state
from negoce.prospecting.enums import CallOutcome, CallSessionState, CallTargetState
from negoce.prospecting.models import CallSession, CallTarget
from negoce.prospecting.queries.best_call_hours import best_call_hours
from negoce.prospecting.queries.call_figures import CallFigures, session_figures
from negoce.prospecting.queries.call_sessions import may_change_session, visible_targets
from negoce.prospecting.words.call import OPENINGS, OUTCOMES, TARGET_STATES
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.figures import NOTHING, number
from negoce.web.calls.loading import load_session
from negoce.web.calls.words import hour_words, interval, rate, state_chip, why_not
from negoce.web.companies.record import company_url
from negoce.web.http import go

_SHOWN = 100
_STATES = {each.value for each in CallTargetState}


@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page; htmx asks for its figures alone, every half minute."""
    actor, session = load_session(request, public_id)
    chosen = request.GET.get("state", "")
    state_asked = chosen if chosen in _STATES else ""
    context = {
        **_head(actor, session),
        **_figures(actor, session),
        **_targets(actor, session, state_asked),
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/calls/_figures.html", context)
    return render(request, "web/calls/session.html", context)


@require_POST
def state(request: HttpRequest, public_id: str) -> HttpResponse:
    """Pause, resume, end."""
    actor, session = load_session(request, public_id)
    wanted = request.POST.get("state", "")
    require(actor, Permission.EDIT)
    try:
        if wanted not in {each.value for each in CallSessionState}:
            raise Refused(_("Choisissez un état : ouverte, en pause ou terminée."))
        set_session_state(actor, session, CallSessionState(wanted))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return go(request, reverse("calls:session", args=[public_id]))


def _head(actor: Actor, session: CallSession) -> Mapping[str, object]:
    own = session.public_id
    steers = may_change_session(actor, session)
    left_out = dict(session.left_out)
    is_halted = left_out.pop(NOT_FILLED, None) is not None
    return {
        "session": session,
        "state_chip": state_chip(session),
        "is_open": session.state == CallSessionState.OPEN.value,
        "is_halted": is_halted,
        "is_preparing": session.state == CallSessionState.PREPARING.value,
        "next_url": reverse("calls:next", args=[own]) if actor.may(Permission.EDIT) else "",
        "state_url": reverse("calls:state", args=[own]) if steers else "",
        "page_url": reverse("calls:session", args=[own]),
        "export_url": reverse("calls:export", args=[own]) if actor.may(Permission.EXPORT) else "",
        "plan_name": session.plan.name if session.plan is not None else "",
        "plan_sessions_url": f"{reverse('calls:list')}?plan={session.plan.public_id}"
        if session.plan is not None
        else "",
        "left_out": [
            {"why": why_not(code), "count": number(count)}
            for code, count in sorted(left_out.items(), key=lambda pair: -pair[1])
        ],
        "left_out_count": sum(left_out.values()),
    }


def _figures(actor: Actor, session: CallSession) -> Mapping[str, object]:
    # What each colleague did is for who steers the session; everybody reads their own.
    steers = may_change_session(actor, session)
    found = session_figures(session, None if steers else frozenset({actor.user_id}))
    hours = best_call_hours(timezone.now())
    whole = found.whole
    return {
        "tiles": [
            (
                _("À appeler"),
                number(found.left),
                _("sur %(count)s") % {"count": number(session.targets_count)},
            ),
            (_("Appels"), number(whole.calls), _pace(whole)),
            (_("Joints"), rate(whole.reached), interval(whole.reached)),
            (_("Rendez-vous"), number(whole.meetings.count), _per_reached(whole)),
        ],
        "outcomes": [
            {"label": OUTCOMES[each.value], "count": number(whole.outcomes.get(each.value, 0))}
            for each in CallOutcome
            if whole.outcomes.get(each.value)
        ],
        "shows_people": steers or bool(found.people),
        "people": [_person(name, each) for name, each in found.people],
        "people_columns": (
            TableColumn(_("Qui appelle")),
            TableColumn(_("Appels"), numeric=True),
            TableColumn(_("Par heure"), numeric=True),
            TableColumn(_("Joints"), numeric=True),
            TableColumn(_("Rendez-vous"), numeric=True),
        ),
        "openings": [
            {"label": OPENINGS[kind], "rate": rate(each), "interval": interval(each)}
            for kind, each in found.openings
        ],
        "openings_columns": (
            TableColumn(_("Accroche")),
            TableColumn(_("Rendez-vous"), numeric=True),
            TableColumn(_("Sur les personnes jointes (19 fois sur 20)")),
        ),
        "hours": [hour_words(each) for each in hours.best[:5]],
        "hours_known": hours.is_enough,
        "hours_calls": number(hours.calls),
    }


def _person(name: str, found: CallFigures) -> Mapping[str, str]:
    return {
        "name": name or _("Compte supprimé"),
        "calls": number(found.calls),
        "pace": number(found.per_hour, 1),
        "reached": rate(found.reached),
        "meetings": number(found.meetings.count),
    }


def _pace(found: CallFigures) -> str:
    if found.per_hour is None:
        return _("pas encore de rythme")
    return _("%(count)s par heure d’appel") % {"count": number(found.per_hour, 1)}


def _per_reached(found: CallFigures) -> str:
    if found.meetings.percent is None:
        return NOTHING
    return _("%(rate)s des personnes jointes") % {"rate": rate(found.meetings)}


def _targets(actor: Actor, session: CallSession, chosen: str) -> Mapping[str, object]:
    rows = visible_targets(actor, session)
    if chosen:
        rows = rows.filter(state=chosen)
    shown = list(
        rows.select_related("company", "contact", "held_by").order_by("position", "pk")[: _SHOWN + 1]
    )
    reads_people = actor.may_read(FieldGroup.PERSONAL)
    page = reverse("calls:session", args=[session.public_id])
    return {
        "here_url": f"{page}?state={chosen}" if chosen else page,
        "targets": [_line(each, reads_people=reads_people) for each in shown[:_SHOWN]],
        "more_targets": len(shown) > _SHOWN,
        "tabs": [
            Tab(str(label), f"{page}?state={value}" if value else page, active=chosen == value)
            for value, label in (("", _("Toutes")), *TARGET_STATES.items())
        ],
        "target_columns": (
            TableColumn(_("Entreprise")),
            TableColumn(_("Interlocuteur")),
            TableColumn(_("Numéro")),
            TableColumn(_("État")),
            TableColumn(_("Résultat")),
            TableColumn(_("Essais"), numeric=True),
        ),
    }


def _line(target: CallTarget, *, reads_people: bool) -> Mapping[str, object]:
    state_words = str(TARGET_STATES[target.state])
    if target.state == CallTargetState.HELD.value and target.held_by is not None:
        state_words = _("%(name)s appelle") % {"name": target.held_by.full_name}
    return {
        "company": target.company.name,
        "url": company_url(target.company),
        "person": target.contact.full_name if target.contact is not None else "",
        "number": format_phone(target.number) if reads_people else NOTHING,
        "state": state_words,
        "outcome": str(OUTCOMES[target.outcome]) if target.outcome else "",
        "why": why_not(target.why_skipped) if target.why_skipped else "",
        "tries": number(target.tries),
    }
