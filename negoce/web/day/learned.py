"""What a person's refusals taught their day: how much each kind sinks, and how to forget it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.automation.actions.day_forget import forget_refusals
from negoce.automation.enums import DayKind
from negoce.automation.queries.day.refusals import Learned, learned_of
from negoce.automation.queries.day.settings import current_settings
from negoce.automation.words import KIND_WORDS
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import add_trigger, close_dialog, flash, toast
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go


@require_GET
def learned(request: HttpRequest) -> HttpResponse:
    """By how much each kind that the person refused is multiplied."""
    actor = actor_of(request)
    house = current_settings()
    context = {
        "title": _("Ce que vos refus ont appris"),
        "inner": "web/day/_learned.html",
        "lines": learned_lines(actor),
        "columns": (
            TableColumn(_("Type d’action")),
            TableColumn(_("Refus"), numeric=True),
            TableColumn(_("Compte pour"), numeric=True),
            TableColumn(""),
        ),
        "percent": format_decimal(Decimal(round(house.refusal * 100)), reader_language()),
        "days": house.refusal_days,
        "may_forget": actor.may(Permission.EDIT),
    }
    layout = "web/dialog.html" if request.headers.get("HX-Request") else "web/dialog_page.html"
    return render(request, layout, context)


@require_POST
def forgetting(request: HttpRequest) -> HttpResponse:
    """Have a kind count in full again."""
    actor = actor_of(request)
    count = forget_refusals(actor, kind=request.POST.get("kind", "")[:16], today=timezone.localdate())
    words = (
        _("Oublié : ce type d’action compte à nouveau en entier.") if count else _("Rien n’était à oublier.")
    )
    if not request.headers.get("HX-Request"):
        flash(request, words)
        return go(request, reverse("day:page"))
    response = HttpResponse(status=204)
    toast(response, words)
    close_dialog(response)
    add_trigger(response, "day-changed")
    return response


def learned_lines(actor: Actor) -> Sequence[Mapping[str, object]]:
    """The kinds that sink in the actor's own day, the most refused first."""
    if actor.user_id is None:
        return ()
    return [_line(each) for each in learned_of(actor.user_id, current_settings(), timezone.localdate())]


def _line(each: Learned) -> Mapping[str, object]:
    factor = format_decimal(Decimal(str(round(each.factor, 2))), reader_language(), 2)
    return {
        "kind": each.kind,
        "label": str(KIND_WORDS[DayKind(each.kind)]),
        "refusals": each.refusals,
        "factor": f"× {factor}",
    }
