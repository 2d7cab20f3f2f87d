"""The calendar of deals: expected conclusions and what is planned, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.kit.dates import add_months, format_date_long
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.queries.deals.calendar import SHOWN, Day
from negoce.negotiation.queries.deals.calendar import calendar as read_calendar
from negoce.negotiation.rules.month_grid import weeks_of
from negoce.ui.words.say import reader_language
from negoce.web.calls.words import weekday
from negoce.web.deals.asked import Asked, expected_between, list_url, read_asked
from negoce.web.deals.calendar_items import draw_action, draw_conclusion
from negoce.web.deals.summary import month_words
from negoce.web.deals.ways import filters_context
from negoce.web.http import actor_of


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The page of one month, `month` as 2026-12, today's without."""
    actor, today = actor_of(request), timezone.localdate()
    asked, month = read_asked(actor, request.GET), _month(request.GET.get("month", ""), today)
    weeks, may_move = weeks_of(month), actor.may(Permission.EDIT)
    found = read_calendar(actor, asked.query, weeks[0][0], weeks[-1][-1])
    context = {
        **filters_context(actor, asked, cycle_book(), "calendar"),
        "summary": month_words(
            sum(held.count for day, held in found.days.items() if day.month == month.month),
            sum(len(held.tasks) for day, held in found.days.items() if day.month == month.month),
        ),
        "month": format_date_long(month, reader_language()).partition(" ")[2],
        "value": f"{month:%Y-%m}",
        "before_url": _url(asked, add_months(month, -1)),
        "after_url": _url(asked, add_months(month, 1)),
        "today_url": "" if month == today.replace(day=1) else _url(asked, None),
        "weekdays": [weekday(place) for place in range(7)],
        "weeks": [
            [_day(asked, day, found.days.get(day, Day()), month, today, may_move=may_move) for day in week]
            for week in weeks
        ],
        "may_move": may_move,
        "page_url": _url(asked, month),
        "more": found.more,
        "is_empty": not found.days,
    }
    return render(request, "web/deals/calendar.html", context)


def _month(asked: str, today: date) -> date:
    try:
        return (
            date.fromisoformat(f"{asked}-01") if len(asked) == 7 and asked > "1900" else today.replace(day=1)
        )
    except ValueError:
        return today.replace(day=1)


def _url(asked: Asked, month: date | None) -> str:
    parts = [f"month={month:%Y-%m}" if month is not None else "", asked.words]
    query = "&".join(part for part in parts if part)
    return f"{reverse('deals:calendar')}?{query}" if query else reverse("deals:calendar")


def _day(
    asked: Asked, day: date, held: Day, month: date, today: date, *, may_move: bool
) -> Mapping[str, object]:
    lines = [draw_action(each, day, is_late=day < today, may_move=may_move) for each in held.tasks]
    deals = [draw_conclusion(each, day, is_late=day < today, may_move=may_move) for each in held.deals]
    rest = held.count - len(held.deals)
    return {
        "day": day.isoformat(),
        "number": day.day,
        "label": format_date_long(day, reader_language()),
        "is_other": day.month != month.month,
        "is_today": day == today,
        "deals": SafeString("".join(deals)),
        "rest": rest,
        "rest_url": list_url(asked, today, expected_between(day, day)) if rest else "",
        "tasks": SafeString("".join(lines[:SHOWN])),
        "more_tasks": SafeString("".join(lines[SHOWN:])),
        "more_count": max(0, len(lines) - SHOWN),
    }
