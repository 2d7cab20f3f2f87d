"""Rows gathered by the values of a column: the head of each group, and the choice of the column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.groups import count_groups
from negoce.companies.queries.lists.page import Page
from negoce.companies.queries.lists.spec import ListSpec, group_path, is_groupable
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import NO, YES, Condition, Operator, normalise
from negoce.kit.money import format_decimal
from negoce.ui.components.buttons import menu, menu_item
from negoce.ui.icons import icon
from negoce.web.lists.parts import swap_link
from negoce.web.lists.state import ListState

Row = tuple[Any, ...]


def group_heading(state: ListState, page: Page, before: str | None) -> Callable[[Row], str] | None:
    """What draws the head of a group before its first row; None for a list without groups.

    `before` is the group of the last row on screen, for the rows that follow it.
    """
    spec = state.spec
    if spec.group is None or not page.rows:
        return None
    place = page.layout.paths.index(group_path(spec.group))
    counts = count_groups(spec)
    label = _label_of(spec, spec.group, page)
    last = [before]

    def heading(row: Row) -> str:
        value = None if row[place] == "" else row[place]
        token = group_token(value)
        if token == last[0]:
            return ""
        last[0] = token
        return _head(state, value, label(row), counts)

    return heading


def last_group(spec: ListSpec, page: Page) -> str:
    """What names the group of the last row, for the address of the rows that follow."""
    if spec.group is None or not page.rows:
        return ""
    return group_token(page.rows[-1][page.layout.paths.index(group_path(spec.group))])


def group_token(value: object) -> str:
    """The value of a group in an address; « - » for nothing."""
    return "-" if value is None or value == "" else f".{value}"


def draw_group_choice(state: ListState) -> SafeString:
    """The menu « Grouper »: by which column, or not at all."""
    current = state.spec.group
    lines = [_choice(state, _("Ne pas grouper"), "", active=current is None)]
    lines += [
        _choice(state, str(column.label), column.key, active=column is current)
        for column in state.spec.readable.values()
        if column.shown and is_groupable(column)
    ]
    label = _("Groupé : %(column)s") % {"column": current.label} if current else _("Grouper")
    return menu(SafeString("".join(lines)), label, size="small", align="end")


def _choice(state: ListState, label: str, key: str, *, active: bool) -> SafeString:
    url = state.url(group=key)
    return menu_item(
        label, href=url, active=active, hx_get=url, hx_target="#list", hx_swap="outerHTML", hx_push_url="true"
    )


def _label_of(spec: ListSpec, column: Column, page: Page) -> Callable[[Row], str]:
    """The words of the group of a row, not yet escaped."""
    place = page.layout.paths.index(group_path(column))
    empty = _("(vide)")
    if column.kind is ColumnKind.PERSON:
        people = spec.directory.people
        return lambda row: people[row[place]].full_name if row[place] in people else _("Personne")
    if column.kind is ColumnKind.YES_NO:
        return lambda row: _("Oui") if row[place] else _("Non")
    if column.kind is ColumnKind.COMPANY:
        shown = page.layout.paths.index(column.path) if column.path in page.layout.paths else place
        return lambda row: row[shown] or empty
    words: Mapping[str, str] = (
        {code: str(label) for code, label in column.options(spec.actor)} if column.options else {}
    )
    return lambda row: words.get(row[place]) or str(row[place] or "") or empty


def _head(state: ListState, value: object, label: str, counts: Mapping[Any, int]) -> str:
    spec = state.spec
    assert spec.group is not None
    number = counts.get(value)
    count = (
        f' <span class="group-count">{format_decimal(number, spec.actor.language)}</span>' if number else ""
    )
    words = escape(label)
    only = _only(state, spec.group, value)
    alone = f'<a class="group-only" {swap_link(only)}>{escape(_("Voir ce groupe seul"))}</a>' if only else ""
    width = len(spec.columns) + 1
    return (
        f'<tr class="group" data-group><th scope="colgroup" colspan="{width}"><div class="group-head">'
        f'<button type="button" class="group-fold" aria-expanded="true">{icon("chevron-down")}'
        f"<span>{words}</span>{count}</button>{alone}</div></th></tr>"
    )


def _only(state: ListState, column: Column, value: object) -> str:
    """The address of the list narrowed to one group, as any filter would."""
    spec = state.spec
    condition = _condition(spec, column, value)
    if condition is None:
        return ""
    return state.url(filter=write_filter(normalise((spec.filter, condition))), group="")


def _condition(spec: ListSpec, column: Column, value: object) -> Condition | None:
    if column.kind is ColumnKind.YES_NO:
        return Condition(column.key, Operator.IS, (YES if value else NO,))
    if value is None or value == "":
        return Condition(column.key, Operator.EMPTY, ())
    values: Sequence[str] = (str(value),)
    if column.kind is ColumnKind.PERSON:
        person = spec.directory.people.get(value)  # type: ignore[call-overload]
        if person is None:
            return None
        values = (person.public_id,)
    return Condition(column.key, Operator.IS, tuple(values))
