"""A deal goes to another step: from its page, from its card, by drag or by key."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.deals.step import Move, move_deal, undo_move
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.rules.deal_steps import column_named, column_of, step_in
from negoce.negotiation.words.deal import column_label, label_of
from negoce.ui.toasts import add_trigger, flash, toast
from negoce.web.deals.asked import read_asked
from negoce.web.deals.deal import draw_deal, load_deal
from negoce.web.deals.moved import moved_card, refused_move
from negoce.web.deals.orders import orders_of, planned_words
from negoce.web.http import actor_of, shown_address


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET: the columns to choose from. POST `step` or `column`, with `seen`: the deal, its card, or why not.

    POST to an address that says `undo` is the way back that the notice of a move offers.
    """
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return _choices(request, actor, deal)
    if "undo" in request.GET:
        return _taken_back(request, actor, deal)
    problem, status, move = "", 200, None
    try:
        move = _moved(request, actor, deal)
    except Refused as refused:
        problem, status = refused.message, 409 if isinstance(refused, Conflict) else 422
    if request.POST.get("place") == "board":
        if problem:
            return refused_move(request, actor, public_id, problem, status)
        return moved_card(request, actor, public_id, move)
    if not request.headers.get("HX-Request"):
        if problem:
            flash(request, problem, tone="bad")
        return redirect("deals:deal", public_id)
    answer = _page(request, actor, public_id, problem, status)
    if move is not None and move.before != move.deal.step:
        toast(answer, _told(move), undo_url=_back_url(move))
    return answer


def _told(move: Move) -> str:
    words = _("Étape %(step)s.") % {"step": label_of(DealStep, move.deal.step)}
    return f"{words} {planned_words(move.planned)}".strip()


def _back_url(move: Move) -> str:
    given = {
        "undo": ",".join(each.public_id for each in move.planned),
        "step": move.before,
        "seen": move.deal.step,
    }
    return f"{reverse('deals:step', args=[move.deal.public_id])}?{urlencode(given)}"


def _taken_back(request: HttpRequest, actor: Actor, deal: Deal) -> HttpResponse:
    """Nothing but the news: the page of the deal draws itself again."""
    given, answer = request.GET, HttpResponse(status=204)
    before = given.get("step", "")
    try:
        undo_move(actor, deal, step=before, seen=given.get("seen") or None, planned=_keys(given["undo"]))
        toast(answer, _("De retour à l’étape %(step)s.") % {"step": label_of(DealStep, before)})
    except Refused as refused:
        toast(answer, refused.message, tone="warn")
    add_trigger(answer, "deal-page")
    return answer


def _keys(given: str) -> list[str]:
    return given[:200].split(",")


def _moved(request: HttpRequest, actor: Actor, deal: Deal) -> Move | None:
    """The move; None for one that is taken back."""
    given = request.POST
    seen = given.get("seen") or None
    if "undo" in given:
        undo_move(actor, deal, step=given.get("step", ""), seen=seen, planned=_keys(given["undo"]))
        return None
    return move_deal(actor, deal, step=_wanted(request, actor, deal), seen=seen)


def _wanted(request: HttpRequest, actor: Actor, deal: Deal) -> str:
    columns = read_asked(actor, request.POST).query.columns if "column" in request.POST else ()
    column = column_named(request.POST.get("column", ""), columns)
    return request.POST.get("step", "") if column is None else step_in(column, deal.step).value


def _page(request: HttpRequest, actor: Actor, public_id: str, problem: str, status: int) -> HttpResponse:
    answer = draw_deal(request, actor, load_deal(actor, public_id), problem=problem)
    answer.status_code = status
    return answer


def _choices(request: HttpRequest, actor: Actor, deal: Deal) -> HttpResponse:
    shown = dict(parse_qsl(shown_address(request).query))
    asked = read_asked(actor, {"cycle": shown.get("cycle", "")})
    here = column_of(deal.step, asked.query.columns)
    steps = cycle_book().steps_for(deal.cycle_id)
    context = {
        "deal": deal,
        "url": reverse("deals:step", args=[deal.public_id]),
        "seen": deal.step,
        "columns": [
            (each.key, column_label(each), each == here, orders_of(steps, each.steps[0]))
            for each in asked.query.columns
        ],
        "cycle": asked.cycle,
        "by": "",
    }
    fragment = "_move.html" if request.headers.get("HX-Request") else "move.html"
    return render(request, f"web/deals/{fragment}", context)
