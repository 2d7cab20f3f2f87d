"""What is answered to an action of the day, in one press, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.automation.actions.day_answer import Answered, postpone, refuse, say_done, take_back
from negoce.automation.actions.day_refresh import refresh_day
from negoce.automation.enums import RefusalReason
from negoce.automation.rules.day_answers import postponed_until
from negoce.automation.words import REFUSAL_WORDS
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.words.findings import say
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.ui.components.forms import offer
from negoce.ui.toasts import Tone, add_trigger, close_dialog, flash, toast
from negoce.web.activities.words import day_words
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

_REFUSAL, _DATE = "day/_refusal", "day/_postponement"


class RefusalForm(forms.Form):
    """Why it will not be done."""

    reason = forms.ChoiceField(label=_("Raison"))
    words = forms.CharField(label=_("Précision"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "reason", [("", "—"), *((each.value, REFUSAL_WORDS[each]) for each in RefusalReason)])
        self.fields["words"].widget.attrs["maxlength"] = 300


class DayForm(forms.Form):
    """Until when it waits."""

    until = forms.CharField(label=_("Jusqu’au"), widget=day_input())


@require_POST
def doing(request: HttpRequest) -> HttpResponse:
    """Done, in one press."""
    actor = actor_of(request)
    named = _named(request)
    return _press(
        request,
        actor,
        lambda: say_done(actor, **named, today=timezone.localdate()),
        lambda answered: _now("Fait, et noté au fil.") if answered.activity else _now("Fait."),
    )


@require_http_methods(["GET", "POST"])
def postponement(request: HttpRequest) -> HttpResponse:
    """To another day: some in one press, any other by its form."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.EDIT)
    context = _dialog(request, _now("Reporter"), "day:postponement")
    if request.method == "GET":
        return show_form(request, _DATE, DayForm(), context)
    to = request.POST.get("to", "")
    typed = request.POST.get("until", "")
    named = _named(request)

    def answer() -> Answered:
        until = postponed_until(to, today) if to else None
        if not to:
            parsed = parse_day(typed[:60], today)
            if parsed.finding is not None:
                raise refuse_field("until", say(parsed.finding))
            until = parsed.value
        return postpone(actor, **named, until=until, today=today)

    if to:
        return _press(request, actor, answer, lambda _answered: _now("Reporté."))
    try:
        answered = answer()
    except Refused as refused:
        return show_refusal(request, _DATE, DayForm(request.POST), refused, context)
    parsed = parse_day(typed, today)
    when = day_words(parsed.value, today) if parsed.value else ""
    return _answered(request, actor, answered, _now("Reporté : %(when)s.") % {"when": when})


@require_http_methods(["GET", "POST"])
def refusal(request: HttpRequest) -> HttpResponse:
    """Not to be done: the form asks why."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    context = _dialog(request, _now("Refuser cette action"), "day:refusal")
    if request.method == "GET":
        return show_form(request, _REFUSAL, RefusalForm(), context)
    posted = request.POST
    try:
        answered = refuse(
            actor,
            **_named(request),
            reason=posted.get("reason", ""),
            words=posted.get("words", ""),
            today=timezone.localdate(),
        )
    except Refused as refused:
        return show_refusal(request, _REFUSAL, RefusalForm(posted), refused, context)
    return _answered(request, actor, answered, _now("Refusé. Elle ne reviendra qu’avec un fait nouveau."))


@require_POST
def undoing(request: HttpRequest) -> HttpResponse:
    """Take an answer back, with what it noted."""
    actor = actor_of(request)
    batch = (request.GET.get("batch", "") or request.POST.get("batch", ""))[:12]
    try:
        count = take_back(actor, batch=batch)
    except Refused as refused:
        return _refused(request, refused)
    words = _now("De retour dans votre journée.") if count else _now("Cette réponse a déjà été annulée.")
    return _changed(request, words, tone="good" if count else "warn")


def _press(
    request: HttpRequest, actor: Actor, act: Callable[[], Answered], words: Callable[[Answered], str]
) -> HttpResponse:
    """The answer to one press: news for the list, or a notice that says why not."""
    try:
        answered = act()
    except Refused as refused:
        return _refused(request, refused)
    return _answered(request, actor, answered, words(answered))


def _answered(request: HttpRequest, actor: Actor, answered: Answered, words: str) -> HttpResponse:
    undo = f"{reverse('day:undoing')}?{urlencode({'batch': answered.batch})}"
    if not request.headers.get("HX-Request"):
        # Who has no scripts sees the list as it is kept.
        refresh_day(actor, today=timezone.localdate())
    return _changed(request, words, undo_url=undo)


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return _changed(request, refused.message, tone="warn")


def _changed(request: HttpRequest, words: str, *, undo_url: str = "", tone: Tone = "good") -> HttpResponse:
    """Tell what happened; the list, where there is one on the page, works itself out again."""
    if not request.headers.get("HX-Request"):
        flash(request, words, tone=tone, undo_url=undo_url)
        return go(request, reverse("day:page"))
    response = HttpResponse(status=204)
    toast(response, words, tone=tone, undo_url=undo_url)
    close_dialog(response)
    add_trigger(response, "day-changed")
    return response


def _named(request: HttpRequest) -> dict[str, str]:
    values = request.POST
    return {name: values.get(name, "")[:40] for name in ("kind", "key")}


def _dialog(request: HttpRequest, title: str, name: str) -> dict[str, object]:
    values = request.POST if request.method == "POST" else request.GET
    named = {each: values.get(each, "")[:40] for each in ("kind", "key")}
    return {"title": title, "url": reverse(name), **named}
