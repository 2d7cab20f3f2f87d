"""« Gagné, perdu »: the deals decided over a period, and what parts those won from those lost (N14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.numbers import percent_of
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.portfolio.queries.deal_tallies import all_of, tallies
from negoce.portfolio.queries.win_loss import decided_deals, read_cells, read_sides, read_voices
from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import FEW
from negoce.prospecting.rules.call_figures import share
from negoce.ui.words.figures import NOTHING, number, percent, short_money
from negoce.ui.words.say import reader_language
from negoce.web.win_loss.asked import VOICES, WHEN, WHY, Asked, head_context, read_asked
from negoce.web.win_loss.ends import when_context
from negoce.web.win_loss.grid import why_context
from negoce.web.win_loss.tables import Groups, line_of, sentences, tables_of
from negoce.web.win_loss.voices import voices_context

# The head and the foot of a table, in lines.
_HEAD = 3


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """One tab over the deals asked for; as many queries whatever their number."""
    asked = read_asked(request)
    rows = decided_deals(asked.spec(), asked.start, asked.today)
    whole = all_of(tallies(rows, "state"))
    context = {
        **head_context(asked),
        "since": format_date(asked.start, reader_language()),
        "tiles": _tiles(asked, whole),
        "is_empty": not whole.decided,
        "few": FEW,
        "is_few": whole.decided < 2 * FEW,
        "file_url": asked.url("win_loss:file", tab="") if asked.actor.may(Permission.EXPORT) else "",
        **(_tab(asked, rows, whole) if whole.decided else {}),
    }
    return render(request, "web/win_loss/page.html", context)


def _tab(asked: Asked, rows: QuerySet[Deal], whole: Tally) -> Mapping[str, Any]:
    if asked.tab == WHY:
        return why_context(asked, read_cells(rows))
    if asked.tab == WHEN:
        return when_context(asked, rows, whole)
    if asked.tab == VOICES:
        return voices_context(asked.actor, read_voices(rows), whole.decided)
    tables = tables_of(asked, read_sides(rows), whole)
    return {
        "sentences": sentences(tables),
        "columns": [[_table(each) for each in column] for column in _side_by_side(tables)],
    }


def _side_by_side(tables: Sequence[Groups]) -> Sequence[Sequence[Groups]]:
    """Two columns of about the same height: in their order, each table goes to the shorter one."""
    columns: tuple[list[Groups], list[Groups]] = ([], [])
    heights = [0, 0]
    for each in tables:
        side = 0 if heights[0] <= heights[1] else 1
        columns[side].append(each)
        heights[side] += len(each.lines) + _HEAD
    return columns


def _table(each: Groups) -> Mapping[str, object]:
    return {"title": each.title, "note": each.note, "lines": [line_of(line) for line in each.lines.values()]}


def _closed(count: int) -> str:
    return ngettext("%(count)s affaire", "%(count)s affaires", count) % {"count": number(count)}


def _tiles(asked: Asked, whole: Tally) -> Sequence[Mapping[str, str]]:
    won = share(whole.won, whole.decided)
    amount = whole.won_amount + whole.lost_amount
    between = (
        _("%(won)s sur %(decided)s ; entre %(low)s et %(high)s")
        % {
            "won": number(whole.won),
            "decided": number(whole.decided),
            "low": percent(won.low, 0),
            "high": percent(won.high, 0),
        }
        if whole.decided
        else ""
    )
    return (
        {"label": _("Gagnées, en nombre"), "value": percent(won.percent, 0), "note": between, "url": ""},
        {
            "label": _("Gagnées, en montant"),
            "value": percent(percent_of(whole.won_amount, amount, 0), 0) if amount else NOTHING,
            "note": _("du montant hors taxes des affaires closes, en euros"),
            "url": "",
        },
        {
            "label": _("Gagné"),
            "value": short_money(whole.won_amount),
            "note": _closed(whole.won),
            "url": asked.deals(state=DealState.WON.value),
        },
        {
            "label": _("Perdu"),
            "value": short_money(whole.lost_amount),
            "note": _closed(whole.lost),
            "url": asked.deals(state=DealState.LOST.value),
        },
    )
