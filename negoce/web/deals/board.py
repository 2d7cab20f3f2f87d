"""The board of open deals: columns of cards, each paged by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.queries.cycles.book import CycleBook, cycle_book
from negoce.negotiation.queries.deals.board import CARDS, MOST_CARDS, Lane, more_cards
from negoce.negotiation.queries.deals.board import board as read_board
from negoce.negotiation.queries.deals.first_keys import Place
from negoce.negotiation.rules.deal_steps import column_named
from negoce.negotiation.words.deal import column_label
from negoce.portfolio.queries.forecasts import step_chances
from negoce.ui.words.say import reader_language
from negoce.web.deals.asked import Asked, read_asked
from negoce.web.deals.cards import draw_cards, lane_words
from negoce.web.deals.orders import column_orders
from negoce.web.deals.summary import open_words
from negoce.web.deals.ways import filters_context
from negoce.web.deals.weights import Chances, weighted
from negoce.web.http import actor_of, whole_number


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The page; `cards` says how many a column at first."""
    actor = actor_of(request)
    asked = read_asked(actor, request.GET)
    lanes = read_board(actor, asked.query, _cards(request))
    chances, book = step_chances(), cycle_book()
    context = {
        "lanes": [_lane(actor, asked, lane, chances, book) for lane in lanes],
        "summary": _summary(lanes, chances),
        "has_odds": bool(chances),
        **filters_context(actor, asked, book, "board"),
    }
    return render(request, "web/deals/board.html", context)


@require_GET
def lane(request: HttpRequest, key: str) -> HttpResponse:
    """The next cards of one column, after `after`."""
    actor = actor_of(request)
    asked = read_asked(actor, request.GET)
    column = column_named(key, asked.query.columns)
    place = _place(request.GET.get("after", ""))
    if column is None or place is None:
        raise Http404(_("Cette colonne n’existe pas."))
    found = more_cards(actor, asked.query, column, place, _cards(request))
    return render(request, "web/deals/_cards.html", {"lane": _lane(actor, asked, found, {}, cycle_book())})


def _lane(actor: Actor, asked: Asked, found: Lane, chances: Chances, book: CycleBook) -> Mapping[str, object]:
    language = reader_language()
    worth = weighted(found.figures, found.column, chances)
    return {
        "weighted": "",
        "key": found.column.key,
        "label": column_label(found.column),
        "orders": column_orders(book, found.column),
        **lane_words(found.count, found.total, language, worth),
        "cards": _cards_of(actor, found, book),
        "more_url": _more_url(asked, found),
    }


def _cards_of(actor: Actor, found: Lane, book: CycleBook) -> SafeString:
    return draw_cards(found.deals, book, may_move=actor.may(Permission.EDIT))


def _more_url(asked: Asked, found: Lane) -> str:
    if found.after is None:
        return ""
    day = found.after.close_on.isoformat() if found.after.close_on else ""
    narrowed = f"&{asked.words}" if asked.words else ""
    return f"{reverse('deals:lane', args=[found.column.key])}?after={day}.{found.after.key}{narrowed}"


def _place(after: str) -> Place | None:
    day, _dot, key = after.partition(".")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    try:
        return Place(date.fromisoformat(day) if day else None, int(key))
    except ValueError:
        return None


def _cards(request: HttpRequest) -> int:
    wanted = whole_number(request.GET.get("cards", ""))
    return min(max(CARDS if wanted is None else wanted, 1), MOST_CARDS)


def _summary(lanes: Sequence[Lane], chances: Chances) -> str:
    count = sum(each.count for each in lanes)
    total = sum((each.total for each in lanes), Decimal(0))
    worth = sum((weighted(each.figures, each.column, chances) or Decimal(0) for each in lanes), Decimal(0))
    return open_words(count, total, worth if chances else None)
