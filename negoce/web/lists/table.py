"""The table of a list: head with sorting links, rows, and a foot that may arrive later."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.matching import Count
from negoce.companies.queries.lists.page import Page
from negoce.companies.queries.lists.spec import MAX_SORTS, SortKey, is_sortable
from negoce.companies.queries.lists.totals import Total
from negoce.kit.money import format_decimal, format_money_compact
from negoce.web.lists.cells import PLACEHOLDER
from negoce.web.lists.groups import draw_grouped
from negoce.web.lists.nouns import SCREENS, counted_noun
from negoce.web.lists.parts import swap_link
from negoce.web.lists.peek import peek_path
from negoce.web.lists.state import PAGE_SIZES, ListState

NUMERIC = (ColumnKind.NUMBER, ColumnKind.MONEY)
# On a telephone a row is its name and a second line of so many cells; the style sheet knows places up to the last.
LINE_CELLS = 3
LAST_LINE_PLACE = 20
Totals = Mapping[str, Total]


def draw_table(state: ListState, page: Page, foot: SafeString) -> SafeString:
    """The whole table in its scrolling box."""
    label = escape(str(state.definition.label))
    everything = escape(_("Tout choisir"))
    rows = draw_grouped(state, page)
    return SafeString(
        f'<div class="table-box" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table{_second_line(state)}" data-pick="" data-list{_addresses(state)}>'
        '<thead><tr><th class="pick">'
        f'<input type="checkbox" data-pick-all aria-label="{everything}"></th>{_heads(state)}</tr></thead>'
        f'<tbody id="rows">{rows}</tbody>{foot}</table></div>'
    )


def _second_line(state: ListState) -> str:
    """Which cells stand under the name on a telephone, as classes of their places: « line-3 line-8 »."""
    places = {column.key: place for place, column in enumerate(state.spec.columns, 2)}
    wanted = SCREENS[state.definition.key].second_line
    found = [places[key] for key in wanted if places.get(key, 0) > 2]
    chosen = found or [place for place in places.values() if place > 2][:LINE_CELLS]
    return "".join(f" line-{place}" for place in chosen if place <= LAST_LINE_PLACE)


def _addresses(state: ListState) -> str:
    """Where a row's panel and a fresh copy of a row are; the public id takes the place of the zeros."""
    peek = peek_path(state.definition.key, PLACEHOLDER)
    row = state.part_url("row", PLACEHOLDER)
    return f' data-peek-url="{escape(peek)}" data-row-url="{escape(row)}"'


def draw_foot(state: ListState, count: Count, totals: Totals) -> SafeString:
    """The foot: how many records, and the sums."""
    cells = []
    for number, column in enumerate(state.spec.columns):
        if number == 0:
            cells.append(f'<td class="sub">{escape(count_words(state, count))}</td>')
            continue
        cells.append(_total_cell(state, column, totals))
    return SafeString(f'<tfoot id="list-foot"><tr><td></td>{"".join(cells)}</tr></tfoot>')


def waiting_foot(state: ListState) -> SafeString:
    """A foot that fetches itself once the rows are on screen."""
    rest = "<td></td>" * (len(state.spec.columns) - 1)
    url = escape(state.part_url("footer"))
    return SafeString(
        f'<tfoot id="list-foot" hx-get="{url}" hx-trigger="load" hx-swap="outerHTML" hx-target="this">'
        f'<tr><td></td><td class="sub" aria-busy="true">{escape(_("Comptage…"))}</td>{rest}</tr></tfoot>'
    )


def count_words(state: ListState, count: Count) -> str:
    """« 4 912 entreprises », « 10 000+ entreprises »."""
    return f"{number_words(state, count)} {counted_noun(state.definition.key, count.number)}"


def number_words(state: ListState, count: Count) -> str:
    """« 4 912 », « 10 000+ »."""
    written = format_decimal(count.number, state.spec.actor.language)
    return f"{written}+" if count.more else written


def load_more(url: str, shown: int, total: str, *, choice: str = "", swapped: bool = False) -> SafeString:
    """« 50 sur 4 912 », the button for the next rows and how many at a time; the total may arrive with the foot."""
    out_of_band = ' hx-swap-oob="true"' if swapped else ""
    button = (
        f'<button type="button" class="button" data-size="small" hx-get="{escape(url)}" hx-target="#rows" '
        f'hx-swap="beforeend">{escape(_("Afficher la suite"))}</button>'
        if url
        else ""
    )
    known = f'<span id="list-total">{escape(total) or "…"}</span>'
    words = escape(_("%(shown)s sur %(total)s")) % {"shown": shown, "total": known}
    return SafeString(
        f'<div class="load-more" id="load-more"{out_of_band}><span class="muted">{words}</span>{button}{choice}</div>'
    )


def size_choice(state: ListState) -> SafeString:
    """How many rows at a time."""
    url = escape(state.part_url("size"))
    sizes = "".join(
        f'<option value="{size}"{" selected" if size == state.page_rows else ""}>{size}</option>'
        for size in PAGE_SIZES
    )
    label = escape(_("Lignes à la fois"))
    return SafeString(
        f'<label class="page-size muted">{label} <select name="rows" hx-post="{url}" hx-trigger="change" '
        f'hx-target="#list" hx-swap="outerHTML">{sizes}</select></label>'
    )


def _heads(state: ListState) -> str:
    directions = {key.column.key: key for key in state.spec.sort}
    return "".join(_head(state, column, directions) for column in state.spec.columns)


def _head(state: ListState, column: Column, directions: Mapping[str, SortKey]) -> str:
    kind = ' class="num"' if column.kind in NUMERIC else ""
    width = state.spec.widths.get(column.key)
    fixed = f' data-width="{width}"' if width else ""
    words = escape(str(column.label))
    if not is_sortable(column):
        return f'<th scope="col"{kind} data-column="{column.key}"{fixed}>{words}</th>'
    current = directions.get(column.key)
    first = next(iter(directions)) == column.key
    order = ""
    arrow = ""
    if current is not None:
        order = f' aria-sort="{"descending" if current.descending else "ascending"}"' if first else ""
        place = f"<small>{list(directions).index(column.key) + 1}</small>" if len(directions) > 1 else ""
        arrow = f' <span aria-hidden="true">{"↓" if current.descending else "↑"}{place}</span>'
    link = swap_link(state.url(sort=next_sort(column, current)))
    also = escape(state.url(sort=also_sorted(state, column, current)))
    return (
        f'<th scope="col"{kind} data-column="{column.key}"{fixed}{order}>'
        f'<a {link} data-also="{also}">{words}{arrow}</a></th>'
    )


def next_sort(column: Column, current: SortKey | None) -> str:
    """What a click on a head asks: figures and dates start with the largest, words with the first letter."""
    downwards = column.kind in (*NUMERIC, ColumnKind.DATE, ColumnKind.MOMENT)
    descending = downwards if current is None else not current.descending
    return f"-{column.key}" if descending else column.key


def also_sorted(state: ListState, column: Column, current: SortKey | None) -> str:
    """What Shift and a click on a head ask: the order there is, then this column, or the other way for it."""
    texts = {
        key.column.key: f"-{key.column.key}" if key.descending else key.column.key for key in state.spec.sort
    }
    texts[column.key] = next_sort(column, current)
    # Beyond the limit the last criterion gives way.
    kept = list(texts.values())
    return ",".join([*kept[: MAX_SORTS - 1], kept[-1]] if len(kept) > MAX_SORTS else kept)


def _total_cell(state: ListState, column: Column, totals: Totals) -> str:
    value = totals.get(column.key) if column.aggregate else None
    if value is None:
        return "<td></td>"
    language = state.spec.actor.language
    if isinstance(value, tuple):
        words = " + ".join(format_money_compact(amount, language, currency) for currency, amount in value)
        return f'<td class="num"><b>{escape(words)}</b></td>'
    number = Decimal(str(value))
    if column.aggregate in ("sum", "difference"):
        if column.kind is ColumnKind.MONEY:
            return f'<td class="num"><b>{format_money_compact(number, language)}</b></td>'
        return f'<td class="num"><b>{format_decimal(number, language, column.decimals)}</b></td>'
    unit = f"\u00a0{column.unit}" if column.unit else ""
    words = _("moy. %(value)s") % {"value": f"{format_decimal(number, language, column.decimals or 1)}{unit}"}
    return f'<td class="num sub">{escape(words)}</td>'
