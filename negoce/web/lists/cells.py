"""Rows of a list, drawn by Python: a page has hundreds of cells and a template spends more on each than
the query.

`drawers` makes one function a column, once a request; a row is their answers joined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityState, ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.directory import Directory
from negoce.companies.queries.lists.page import Page
from negoce.companies.queries.lists.spec import ListSpec
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money_round
from negoce.ui.html import NOTHING, tag
from negoce.ui.icons import icon
from negoce.web.lists.cell_words import late_by, relative
from negoce.web.lists.nouns import SCREENS
from negoce.web.orders.figures import price_words

EMPTY_CELL = f'<td class="sub">{NOTHING}</td>'
EMPTY_NUMBER = f'<td class="num">{NOTHING}</td>'
Draw = Callable[[tuple[Any, ...]], str]
# A public id put where a real one stands, to take an address apart once rather than build it for each row.
PLACEHOLDER = "000000000000"


@dataclass(frozen=True, slots=True)
class Links:
    """The fixed parts of the addresses that rows link to."""

    row: tuple[str, str]
    company: tuple[str, str]
    cell: str = ""


def page_parts(name: str) -> tuple[str, str]:
    """What stands before and after the public id in the address of a page; both empty when there is no
    such page.
    """
    try:
        before, _found, after = reverse(name, args=[PLACEHOLDER]).partition(PLACEHOLDER)
    except NoReverseMatch:
        return "", ""
    return before, after


def draw_rows(
    spec: ListSpec, page: Page, *, first: int = 1, heading: Callable[[tuple[Any, ...]], str] | None = None
) -> SafeString:
    """The `<tr>`s of a page, numbered from `first`; `heading` gives the head of a group before its first row."""
    links = Links(
        row=page_parts(spec.definition.row_url),
        company=page_parts("companies:record"),
        cell=_cell_address(spec) if spec.actor.may(spec.definition.edit_permission) else "",
    )
    draw = [
        drawer(spec, column, place, links, page.tags)
        for column, place in zip(spec.columns, page.layout.places, strict=True)
    ]
    before, after = links.row
    choose = escape(_("Choisir la ligne %(number)s"))
    rows = []
    for number, row in enumerate(page.rows, first):
        if heading is not None:
            rows.append(heading(row))
        href = f' data-href="{before}{row[1]}{after}"' if before else ""
        rows.append(
            f'<tr{href}><td class="pick"><input type="checkbox" name="selected" value="{row[1]}" form="bulk" '
            f'aria-label="{choose.replace("%(number)s", str(number))}"></td>'
            f"{''.join([cell(row) for cell in draw])}</tr>"
        )
    return SafeString("".join(rows))


def _cell_address(spec: ListSpec) -> str:
    """Where a cell is edited: activities have fields of their own, with a moment in words and a guard on texts."""
    if spec.definition.key == "activities":
        return reverse("activities:field", args=[PLACEHOLDER, "-"])
    return reverse("lists:cell", args=[spec.definition.key, PLACEHOLDER, "-"])


def drawer(
    spec: ListSpec, column: Column, place: int, links: Links, tags: Mapping[int, Sequence[int]] | None
) -> Draw:
    """The function that draws a column's cell from a row; editable cells open their field on a click."""
    if column.kind is ColumnKind.TAGS:
        return _tags(spec.directory, tags or {})
    if column.kind is ColumnKind.COMPANY:
        return _company(place, links)
    if column.key == spec.definition.quick:
        may = bool(column.editable and links.cell) and may_edit_column(spec, column)
        return _name(column, place, links, editable=may)
    if spec.definition.key == "activities" and column.key == "state" and links.cell:
        return _state(spec, column, place)
    value = _row_writer(spec, column, place)
    numeric = column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY)
    if column.key == "city":
        return _place_of(place)
    if column.editable and links.cell and may_edit_column(spec, column):
        return _editable(column, place, value, links, numeric=numeric)
    start, empty = ('<td class="num">', EMPTY_NUMBER) if numeric else ('<td class="sub">', EMPTY_CELL)

    def draw(row: tuple[Any, ...]) -> str:
        stored = row[place]
        return empty if stored is None or stored == "" else f"{start}{value(row)}</td>"

    return draw


def _row_writer(spec: ListSpec, column: Column, place: int) -> Draw:
    """Writes the value of a row, not empty, as safe markup; an amount in the currency that stands beside it."""
    if column.currency_path:
        beside = place + 1 + len(column.computed_from or column.more_paths)
        return lambda row: price_words(_decimal(row[place]), row[beside] or "EUR")
    value = value_writer(spec, column)
    return lambda row: value(row[place])


def may_edit_column(spec: ListSpec, column: Column) -> bool:
    """Whether the person may change this column's values where they stand."""
    return column.group is None or spec.actor.may_write(column.group)


def value_writer(spec: ListSpec, column: Column) -> Callable[[Any], str]:
    """Writes a stored value, not empty, as safe markup."""
    language = spec.actor.language
    kind = column.kind
    if kind is ColumnKind.PERSON:
        people = spec.directory.people
        return lambda stored: escape(people[stored].short_name) if stored in people else str(NOTHING)
    if kind is ColumnKind.MONEY and column.decimals:
        return lambda stored: price_words(_decimal(stored), "EUR")
    if kind is ColumnKind.MONEY:
        return lambda stored: format_money_round(_decimal(stored), language)
    if kind is ColumnKind.NUMBER:
        return lambda stored: (
            format_decimal(_number(stored), language, column.decimals)
            + (f"\u00a0{column.unit}" if column.unit else "")
        )
    if column.key == "next_activity_on":
        return lambda stored: _next_day(stored, spec.today, language)
    if kind is ColumnKind.DATE:
        return lambda stored: _day(stored, spec.today, language)
    if kind is ColumnKind.MOMENT:
        return lambda stored: _moment(stored, spec.today, language)
    if kind is ColumnKind.YES_NO:
        yes, no = escape(_("Oui")), str(NOTHING)
        return lambda stored: yes if stored else no
    if column.options is not None:
        return _choice(spec, column)
    if column.words is not None:
        words = column.words
        return lambda stored: escape(words(stored))
    return escape


def _choice(spec: ListSpec, column: Column) -> Callable[[Any], str]:
    assert column.options is not None
    words = {code: escape(str(label)) for code, label in column.options(spec.actor)}
    tones = SCREENS[spec.definition.key].tones.get(column.key, {})
    if not tones:
        return lambda stored: words.get(stored) or escape(str(stored))

    def write(stored: Any) -> str:
        tone = tones.get(stored, "")
        kind, _sign, hue = tone.rpartition(":")
        mark = f' data-{kind or "tone"}="{hue}"' if tone else ""
        return f'<span class="chip"{mark}>{words.get(stored) or escape(str(stored))}</span>'

    return write


def _name(column: Column, place: int, links: Links, *, editable: bool) -> Draw:
    before, after = links.row
    pencil = _pencil(column, links) if editable else None
    places = range(place, place + 1 + len(column.more_paths))

    def draw(row: tuple[Any, ...]) -> str:
        # A person's first name is read after the name and said before it.
        # A draft has no number yet, but its row must lead somewhere.
        words = escape(" ".join([row[at] for at in reversed(places) if row[at]])) or "—"
        inside = (
            f'<a class="strong" href="{before}{row[1]}{after}">{words}</a>'
            if before
            else f'<span class="strong">{words}</span>'
        )
        return f'<td class="named">{inside}{pencil(row)}</td>' if pencil else f"<td>{inside}</td>"

    return draw


def _pencil(column: Column, links: Links) -> Draw:
    """A name is a link: what edits it stands beside it."""
    start, _found, rest = links.cell.partition(PLACEHOLDER)
    end = rest.replace("-/", f"{column.key}/")
    label, drawn = escape(str(column.label)), icon("edit")
    words = escape(_("Modifier"))
    return lambda row: (
        f'<n-edit class="pencil" data-url="{start}{row[1]}{end}" data-label="{label}" data-row '
        f'aria-label="{words}" title="{words}">{drawn}</n-edit>'
    )


def _state(spec: ListSpec, column: Column, place: int) -> Draw:
    """Where an activity stands, and one press to say that it is done."""
    write = _choice(spec, column)
    before, _found, after = reverse("activities:done", args=[PLACEHOLDER]).partition(PLACEHOLDER)
    words, mark = escape(_("Marquer comme fait")), icon("check")

    def draw(row: tuple[Any, ...]) -> str:
        tick = (
            f'<button type="button" class="tick" hx-post="{before}{row[1]}{after}" hx-swap="none" '
            f'aria-label="{words}" title="{words}">{mark}</button> '
            if row[place] == ActivityState.PLANNED.value
            else ""
        )
        return f'<td class="sub">{tick}{write(row[place])}</td>'

    return draw


def _company(place: int, links: Links) -> Draw:
    before, after = links.company

    def draw(row: tuple[Any, ...]) -> str:
        name, public_id = row[place], row[place + 1]
        if not name:
            return EMPTY_CELL
        return (
            f'<td class="sub"><a href="{before}{public_id}{after}">{escape(name)}</a></td>'
            if before
            else f'<td class="sub">{escape(name)}</td>'
        )

    return draw


def _place_of(place: int) -> Draw:
    def draw(row: tuple[Any, ...]) -> str:
        city, department = row[place], row[place + 1]
        if not city:
            return f'<td class="sub">({escape(department)})</td>' if department else EMPTY_CELL
        where = f" ({escape(department)})" if department else ""
        return f'<td class="sub">{escape(city)}{where}</td>'

    return draw


def _tags(directory: Directory, tags: Mapping[int, Sequence[int]]) -> Draw:
    known = {pk: str(tag(one.name)) for pk, one in directory.tags.items()}

    def draw(row: tuple[Any, ...]) -> str:
        ids = tags.get(row[0])
        return f"<td>{' '.join([known[pk] for pk in ids if pk in known])}</td>" if ids else EMPTY_CELL

    return draw


def _editable(column: Column, place: int, value: Draw, links: Links, *, numeric: bool) -> Draw:
    before, _found, after = links.cell.partition(PLACEHOLDER)
    url_end = after.replace("-/", f"{column.key}/")
    start = '<td class="num">' if numeric else '<td class="sub">'
    label = escape(str(column.label))
    nothing = str(NOTHING)
    # An activity's field answers as on its page: the row is drawn again as the list writes it.
    again = " data-row" if "/fields/" in links.cell else ""

    def draw(row: tuple[Any, ...]) -> str:
        stored = row[place]
        shown = nothing if stored is None or stored == "" else value(row)
        return f'{start}<n-edit data-url="{before}{row[1]}{url_end}" data-label="{label}"{again}>{shown}</n-edit></td>'

    return draw


def _day(day: date, today: date, language: str) -> str:
    return _time(str(day), _exact(day, language), relative(day, today, language))


def _next_day(day: date, today: date, language: str) -> str:
    """The day of what is planned; a day that went by is late, not « il y a »."""
    if day >= today:
        return _day(day, today, language)
    return (
        f'<time class="tone" data-tone="bad" datetime="{day}" title="{escape(_exact(day, language))}">'
        f"{late_by(day, today, language)}</time>"
    )


def _moment(moment: datetime, today: date, language: str) -> str:
    local = timezone.localtime(moment)
    day = local.date()
    title = f"{_exact(day, language)} {local:%H:%M}"
    return _time(local.isoformat(), title, relative(day, today, language))


def _time(machine: str, exact: str, shown: str) -> str:
    return f'<time datetime="{machine}" title="{escape(exact)}">{shown}</time>'


@lru_cache(maxsize=4096)
def _exact(day: date, language: str) -> str:
    return format_date(day, language)


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _number(value: Any) -> Decimal | int:
    return value if isinstance(value, Decimal | int) else Decimal(str(value))
