"""What the board is told of a card that was moved, or that goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.step import Move
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.queries.deals.board import card_of, column_figures, lane_figures
from negoce.negotiation.rules.deal_steps import BoardColumn, column_of
from negoce.portfolio.queries.forecasts import step_chances
from negoce.web.deals.asked import read_asked
from negoce.web.deals.cards import draw_card, lane_words, today_and_language
from negoce.web.deals.orders import planned_words
from negoce.web.deals.weights import weighted

CONFLICT = 409


def moved_card(request: HttpRequest, actor: Actor, public_id: str, move: Move | None) -> HttpResponse:
    """The card as it now is, the count and sum of the columns that it left and reached, and how it may go back.

    Without a `move`, it just went back.
    """
    told: dict[str, object] = {}
    if move is not None and move.before != move.deal.step:
        planned = ",".join(each.public_id for each in move.planned)
        told = {"planned": planned_words(move.planned), "undo": {"step": move.before, "undo": planned}}
    return JsonResponse({**_board(request, actor, public_id), **told})


def refused_move(
    request: HttpRequest, actor: Actor, public_id: str, problem: str, status: int
) -> HttpResponse:
    """Why the card goes back; where somebody else moved it meanwhile, it comes with its new place."""
    fresh = _board(request, actor, public_id) if status == CONFLICT else {}
    return JsonResponse({**fresh, "problem": problem}, status=status)


def _board(request: HttpRequest, actor: Actor, public_id: str) -> Mapping[str, object]:
    deal = card_of(actor, public_id)
    asked = read_asked(actor, request.POST).query
    touched = _touched(request, asked.columns, deal)
    figures = lane_figures(actor, asked, touched)
    today, language = today_and_language()
    chances = step_chances()
    lanes = {
        column.key: lane_words(*column_figures(figures, column), language, weighted(figures, column, chances))
        for column in touched
    }
    return {
        "card": draw_card(deal, today, language, cycle_book(), may_move=True) if deal is not None else "",
        "column": column_of(deal.step, asked.columns).key if deal is not None else "",
        "lanes": lanes,
    }


def _touched(
    request: HttpRequest, columns: Sequence[BoardColumn], deal: Deal | None
) -> Sequence[BoardColumn]:
    """Where the card was seen, where it was put, where it is: nothing else moved."""
    steps = {request.POST.get("seen", ""), deal.step if deal is not None else ""}
    wanted = request.POST.get("column", "")
    steps.add(request.POST.get("step", ""))
    return [each for each in columns if each.key == wanted or steps & set(each.steps)]
