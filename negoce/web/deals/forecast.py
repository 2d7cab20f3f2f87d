"""The forecast of deals: what should be concluded when, worth what; a card goes to another month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date, format_month
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import CycleBook, cycle_book
from negoce.negotiation.queries.deals.board import card_of
from negoce.negotiation.queries.deals.forecast import Stretch, forecast_figures
from negoce.negotiation.queries.deals.forecast import forecast as read_forecast
from negoce.negotiation.rules.forecast_columns import (
    LATER,
    MONTHS,
    NONE,
    OVERDUE,
    QUARTERS,
    ForecastColumn,
    column_for,
    day_in,
    forecast_columns,
)
from negoce.portfolio.queries.forecasts import step_chances
from negoce.portfolio.queries.win_chances import win_fit_in_use
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.deals.asked import Asked, expected_between, list_url, read_asked
from negoce.web.deals.cards import draw_card, draw_cards, lane_words
from negoce.web.deals.deal import load_deal
from negoce.web.deals.summary import open_words
from negoce.web.deals.ways import filters_context
from negoce.web.deals.weights import Chances, weighted_sum
from negoce.web.http import actor_of


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """The page; `by` cuts the time to come in months or quarters."""
    actor, today = actor_of(request), timezone.localdate()
    asked, by, book = read_asked(actor, request.GET), _by(request.GET), cycle_book()
    chances = step_chances()
    found = read_forecast(actor, asked.query, forecast_columns(today, by), book, today)
    may_move = actor.may(Permission.EDIT)
    context = {
        **filters_context(actor, asked, book, "forecast"),
        "lanes": [_lane(asked, each, chances, book, by, today, may_move=may_move) for each in found],
        "summary": _summary(found, chances),
        "is_learned": win_fit_in_use() is not None,
        "by": by,
        "cuts": _cuts(asked, by),
        "has_odds": bool(chances),
        "may_move": may_move,
    }
    return render(request, "web/deals/forecast.html", context)


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET: the months to choose from. POST `column`, or `day` to go back to it, with `seen`: the card, or why not."""
    actor, today = actor_of(request), timezone.localdate()
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return _choices(request, deal, today)
    given, before, problem, status = request.POST, deal.close_on, "", 200
    columns = forecast_columns(today, _by(given))
    try:
        day = _wanted(given, columns, deal)
        update_deal(actor, deal, changes={"close_on": day}, seen={"close_on": given.get("seen", "")})
    except Refused as refused:
        problem, status = refused.message, 409 if isinstance(refused, Conflict) else 422
    if given.get("place") != "forecast":
        flash(request, problem or _("Conclusion prévue changée."), tone="bad" if problem else "good")
        return redirect("deals:forecast")
    told: dict[str, object] = {"problem": problem} if problem else {}
    if not problem and "day" not in given:
        told["undo"] = {"day": before.isoformat() if before else ""}
    if not problem or status == 409:
        told |= _board(request, actor, public_id, columns, today)
    return JsonResponse(told, status=status)


def column_words(column: ForecastColumn, by: str) -> str:
    """« déc. 2026 », « T1 2027 », « Dépassées »."""
    fixed = {OVERDUE: _("Dépassées"), LATER: _("Plus tard"), NONE: _("Sans date")}
    if column.key in fixed or column.last is None:
        return fixed.get(column.key, "")
    if by == QUARTERS:
        quarter = (column.last.month + 2) // 3
        return _("T%(quarter)s %(year)s") % {"quarter": quarter, "year": column.last.year}
    return format_month(column.last, reader_language())


def _by(given: Mapping[str, str]) -> str:
    return QUARTERS if given.get("by") == QUARTERS else MONTHS


def _wanted(given: Mapping[str, str], columns: Sequence[ForecastColumn], deal: Deal) -> str:
    if "day" in given:
        return given["day"][:10]
    column = next((each for each in columns if each.key == given.get("column")), None)
    if column is None or not column.takes:
        raise Refused(
            _("Choisissez un mois, un trimestre ou « Sans date » : ailleurs, aucune date ne suivrait.")
        )
    day = day_in(column, deal.close_on)
    return "" if day is None else day.isoformat()


def _lane(
    asked: Asked,
    found: Stretch,
    chances: Chances,
    book: CycleBook,
    by: str,
    today: date,
    *,
    may_move: bool,
) -> Mapping[str, object]:
    column = found.column
    where = expected_between(column.first, column.last)
    return {
        "key": column.key,
        "label": column_words(column, by),
        "takes": column.takes,
        "is_late": column.key == OVERDUE,
        **_figures(found, chances),
        "cards": draw_cards(found.deals, book, may_move=may_move, place="forecast"),
        "rest": found.count - len(found.deals),
        "list_url": list_url(asked, today, where),
    }


def _summary(found: Sequence[Stretch], chances: Chances) -> str:
    total = sum((each.total for each in found), Decimal(0))
    worth = sum((weighted_sum(each.amounts, chances) or Decimal(0) for each in found), Decimal(0))
    return open_words(sum(each.count for each in found), total, worth if chances else None)


def _figures(found: Stretch, chances: Chances) -> Mapping[str, str]:
    language = reader_language()
    still = ngettext("%(count)s sans mouvement", "%(count)s sans mouvement", found.still) % {
        "count": format_decimal(found.still, language)
    }
    words = lane_words(found.count, found.total, language, weighted_sum(found.amounts, chances))
    return {"weighted": "", **words, "still": still if found.still else ""}


def _board(
    request: HttpRequest, actor: Actor, public_id: str, columns: Sequence[ForecastColumn], today: date
) -> Mapping[str, object]:
    deal, book, chances = card_of(actor, public_id), cycle_book(), step_chances()
    asked = read_asked(actor, request.POST).query
    figures = forecast_figures(actor, asked, columns, book, today)
    card = draw_card(deal, today, reader_language(), book, may_move=True, place="forecast") if deal else ""
    return {
        "card": card,
        "column": column_for(columns, deal.close_on).key if deal else "",
        "lanes": {each.column.key: _figures(each, chances) for each in figures},
    }


def _cuts(asked: Asked, by: str) -> Sequence[Tab]:
    base = reverse("deals:forecast")
    words = f"&{asked.words}" if asked.words else ""
    return [
        Tab(label, f"{base}?by={key}{words}", active=key == by)
        for key, label in ((MONTHS, _("Par mois")), (QUARTERS, _("Par trimestre")))
    ]


def _choices(request: HttpRequest, deal: Deal, today: date) -> HttpResponse:
    by = QUARTERS if f"by={QUARTERS}" in request.headers.get("HX-Current-URL", "") else MONTHS
    columns = forecast_columns(today, by)
    here, language = column_for(columns, deal.close_on), reader_language()
    days = {each.key: day_in(each, deal.close_on) for each in columns if each.takes}
    context = {
        "deal": deal,
        "url": reverse("deals:closing", args=[deal.public_id]),
        "seen": deal.close_on.isoformat() if deal.close_on else "",
        "by": by,
        "cycle": "",
        "columns": [
            (each.key, column_words(each, by), each == here, format_date(day, language) if day else "")
            for each in columns
            if each.takes
            for day in (days[each.key],)
        ],
    }
    fragment = "_move.html" if request.headers.get("HX-Request") else "move.html"
    return render(request, f"web/deals/{fragment}", context)
