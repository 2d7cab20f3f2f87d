"""My day: the list, its figures, the agenda of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.automation.actions.day_refresh import refresh_day
from negoce.automation.models import PersonDay
from negoce.automation.queries.day.agenda import agenda_of_day
from negoce.automation.queries.day.figures import day_figures
from negoce.automation.queries.day.read import Day, day_of, visible_people
from negoce.automation.queries.day.whose import Whose, whose_of
from negoce.automation.words import euros
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.portfolio.enums import TargetKind
from negoce.ui.navigation import KeyHelp
from negoce.web.activities.words import hour_words, moment_long
from negoce.web.day.agenda import agenda_lines
from negoce.web.day.figures import tiles
from negoce.web.day.gestures import target_url
from negoce.web.day.learned import learned_lines
from negoce.web.day.lines import day_line, first_words, why_lines
from negoce.web.day.signals import signals_card
from negoce.web.day.team import team_lines
from negoce.web.http import actor_of
from negoce.web.shell.navigation import navigation_for

_MOST_OF_THE_TEAM = 8


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The day of whoever asks, or of a person of their team (`?person=`)."""
    actor, today = actor_of(request), timezone.localdate()
    person = _person(request, actor)
    day = day_of(actor, person.pk, today)
    whose = whose_of(actor, person)
    figures = day_figures(actor, whose, today)
    is_mine, leads = person.pk == actor.user_id, actor.may(Permission.APPROVE_QUOTES)
    context = {
        **day_context(actor, person, day),
        "tiles": tiles(figures, whose, today) if figures.is_known else (),
        "team_name": _team_name(whose),
        "signals": signals_card(actor, whose, today, is_mine=is_mine),
        "agenda": agenda_lines(agenda_of_day(actor, person.pk, today)),
        "agenda_day": moment_long(timezone.now(), all_day=True),
        "team": team_lines(actor, today)[:_MOST_OF_THE_TEAM] if is_mine and leads else (),
        "leads": leads,
        "shell": replace(navigation_for(request), keys=_keys()),
        "computed": _computed(person, actor),
    }
    return render(request, "web/day/page.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Work one's own day out again, and draw its list."""
    actor = actor_of(request)
    refresh_day(actor, today=timezone.localdate())
    return day_list(request, actor)


@require_GET
def later(request: HttpRequest) -> HttpResponse:
    """What may wait, once it is unfolded."""
    actor, today = actor_of(request), timezone.localdate()
    person = _person(request, actor)
    whose = "" if person.pk == actor.user_id else person.public_id
    context = {
        "lines": [day_line(each, actor, whose) for each in day_of(actor, person.pk, today).later],
        "may_answer": not whose and actor.may(Permission.EDIT),
    }
    fragment = request.headers.get("HX-Request")
    return render(request, "web/day/_later.html" if fragment else "web/day/later.html", context)


@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """How an action came to its place."""
    actor, today = actor_of(request), timezone.localdate()
    person = _person(request, actor)
    day = day_of(actor, person.pk, today)
    asked = (request.GET.get("kind", ""), request.GET.get("key", ""))
    shown = next((each for each in (*day.today, *day.later) if _named(each.action) == asked), None)
    if shown is None:
        raise Http404(_("Cette action n’est plus dans la journée."))
    context = {
        "line": day_line(shown, actor),
        "steps": why_lines(shown),
        "about_url": target_url(shown),
        "sinks": shown.action.learned < 0.995 and person.pk == actor.user_id,
        "half": euros(Decimal(round(day.half))),
        "title": _("Pourquoi %(score)s ?") % {"score": shown.ranked.score},
        "inner": "web/day/_why.html",
    }
    layout = "web/dialog.html" if request.headers.get("HX-Request") else "web/dialog_page.html"
    return render(request, layout, context)


def _team_name(whose: Whose) -> str:
    """Whose figures stand on top, where they are not those of the person alone."""
    if whose.kind is TargetKind.PERSON:
        return ""
    if whose.kind is TargetKind.HOUSE:
        return _("Toute la maison")
    return whose.name


def _keys() -> tuple[KeyHelp, ...]:
    return (
        KeyHelp(("a",), _("Faire le geste de la ligne : appeler, préparer, relancer…")),
        KeyHelp(("f",), _("Dire que c’est fait")),
        KeyHelp(("r",), _("Reporter")),
        KeyHelp(("x",), _("Refuser, avec la raison")),
    )


def day_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list of one's own day alone, with the words at the head of the page."""
    person = User.objects.get(pk=actor.user_id or 0)
    day = day_of(actor, person.pk, timezone.localdate())
    return render(request, "web/day/_day.html", {**day_context(actor, person, day), "alone": True})


def day_context(actor: Actor, person: User, day: Day) -> Mapping[str, Any]:
    """What the list and the head of the page need."""
    is_mine = person.pk == actor.user_id
    whose = "" if is_mine else person.public_id
    return {
        "person": person,
        "is_mine": is_mine,
        "may_answer": is_mine and actor.may(Permission.EDIT),
        "title": _title(person, is_mine=is_mine, count=len(day.today)),
        "first": first_words(day.first_count, round_money(day.first_sum)),
        "lines": [day_line(each, actor, whose) for each in day.today],
        "later": len(day.later),
        "later_url": f"{reverse('day:later')}{f'?person={whose}' if whose else ''}",
        "later_words": ngettext(
            "%(count)s autre peut attendre", "%(count)s autres peuvent attendre", len(day.later)
        )
        % {"count": len(day.later)},
        "answered": day.answered,
        "learned": learned_lines(actor) if is_mine else (),
        "is_fresh": day.is_fresh or not is_mine,
        "alone": False,
    }


def _title(person: User, *, is_mine: bool, count: int) -> str:
    if is_mine:
        words = ngettext(
            "Bonjour %(name)s, %(count)s action aujourd’hui",
            "Bonjour %(name)s, %(count)s actions aujourd’hui",
            count,
        )
        return (
            words % {"name": person.first_name, "count": count}
            if count
            else _("Bonjour %(name)s") % {"name": person.first_name}
        )
    words = ngettext("%(name)s : %(count)s action", "%(name)s : %(count)s actions", count)
    return words % {"name": person.full_name, "count": count}


def _person(request: HttpRequest, actor: Actor) -> User:
    """Whose day is asked for; another's is not there for who does not lead them."""
    asked = request.GET.get("person", "")
    people = visible_people(actor)
    person = people.filter(public_id=asked).first() if asked else people.filter(pk=actor.user_id or 0).first()
    if person is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    return person


def _computed(person: User, actor: Actor) -> str:
    """When another's day was worked out."""
    if person.pk == actor.user_id:
        return ""
    kept = PersonDay.objects.filter(person=person).first()
    if kept is None:
        return _("Sa journée n’a pas encore été calculée.")
    at: date = timezone.localtime(kept.computed_at).date()
    if at == timezone.localdate():
        return _("Calculée à %(hour)s.") % {"hour": hour_words(kept.computed_at)}
    return _("Calculée %(when)s.") % {"when": moment_long(kept.computed_at, all_day=False)}


def _named(action: Any) -> tuple[str, str]:
    return action.kind, action.key
