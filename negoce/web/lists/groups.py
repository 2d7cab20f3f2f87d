"""Rows gathered by the values of a column: the head of each group, and the choice of the column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.groups import count_groups
from negoce.companies.queries.lists.page import Page
from negoce.companies.queries.lists.spec import ListSpec, group_path, is_groupable
from negoce.companies.reference.tables import departments
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import NO, YES, Condition, Operator, normalise
from negoce.kit.money import format_decimal
from negoce.ui.components.buttons import menu, menu_item
from negoce.ui.icons import icon
from negoce.web.lists.cells import draw_rows
from negoce.web.lists.parts import swap_link
from negoce.web.lists.state import ListState

Row = tuple[Any, ...]
EVERY_GROUP = "*"


class GroupHeads:
    """The heads of the groups of a page, each before its first row, those folded away at their place among them.

    `before` is the group of the last row on screen, for the rows that follow it.
    """

    def __init__(self, state: ListState, page: Page, before: str | None) -> None:
        assert state.spec.group is not None
        self.state, self.column = state, state.spec.group
        self.counts = count_groups(state.spec)
        self.words = _words_of(state.spec, self.column)
        self.descending = page.layout.terms[0].descending
        self.place = page.layout.paths.index(group_path(self.column))
        paths = page.layout.paths
        shown = self.column.kind is ColumnKind.COMPANY and self.column.path in paths
        self.shown = paths.index(self.column.path) if shown else self.place
        self.ranks = _ranks(state.spec, self.column)
        self.last = before
        self.at_end = not page.next_cursor
        values = [_value_of(self.column, token) for token in folded_tokens(state, self.counts)]
        # Those folded before the rows on screen stand there already.
        start = None if before is None else _value_of(self.column, before)
        self.folded = [value for value in values if before is None or self._precedes(start, value)]
        self.folded.sort(key=self._key, reverse=self.descending)
        if self.descending and None in self.folded:
            self.folded.sort(key=lambda value: value is None)

    def before_row(self, row: Row) -> str:
        """The head of the row's group when it is another one than above, and those folded in between."""
        value = None if row[self.place] == "" else row[self.place]
        token = group_token(value)
        if token == self.last:
            return ""
        self.last = token
        above = ""
        while self.folded and self._precedes(self.folded[0], value):
            above += self._folded_head(self.folded.pop(0))
        label = str(row[self.shown]) if self.shown != self.place else self.words(value)
        return above + self._head(value, label, folded=False)

    def after_rows(self) -> str:
        """The heads folded away below the last row of all."""
        return "".join(self._folded_head(value) for value in self.folded) if self.at_end else ""

    def _folded_head(self, value: Any) -> str:
        return self._head(value, self.words(value), folded=True)

    def _key(self, value: Any) -> tuple[bool, Any]:
        return (value is None, "" if value is None else self._rank(value))

    def _rank(self, value: Any) -> Any:
        """What a group is put in order by: people and ordered choices by their place, as their rows are."""
        return self.ranks.get(value, -1) if self.ranks else value

    def _precedes(self, one: Any, other: Any) -> bool:
        """Whether a group stands above another: in order of value, nothing last."""
        if one is None or other is None:
            return one is not None and other is None
        first, second = self._rank(one), self._rank(other)
        return bool(first > second if self.descending else first < second)

    def _head(self, value: Any, label: str, *, folded: bool) -> str:
        spec = self.state.spec
        number = self.counts.get(value)
        count = (
            f' <span class="group-count">{format_decimal(number, spec.actor.language)}</span>'
            if number
            else ""
        )
        kept = [token for token in folded_tokens(self.state, self.counts) if token != group_token(value)]
        address = self.state.url(folded=",".join(kept if folded else [*kept, group_token(value)]))
        only = _only(self.state, self.column, label if self.column.kind is ColumnKind.COMPANY else value)
        alone = (
            f'<a class="group-only" {swap_link(only)}>{escape(_("Voir ce groupe seul"))}</a>' if only else ""
        )
        return (
            f'<tr class="group" data-group><th scope="colgroup" colspan="{len(spec.columns) + 1}">'
            f'<div class="group-head"><button type="button" class="group-fold" id="fold{escape(group_token(value))}" '
            f'aria-expanded="{"false" if folded else "true"}" hx-get="{escape(address)}" hx-target="#list" '
            f'hx-swap="outerHTML" hx-push-url="true">{icon("chevron-down")}'
            f"<span>{escape(label)}</span>{count}</button>{alone}</div></th></tr>"
        )


def _ranks(spec: ListSpec, column: Column) -> Mapping[Any, int]:
    """The place of each group where its value does not tell it: of people among the names, of ordered choices."""
    if column.kind is ColumnKind.PERSON:
        return {key: rank for rank, key in enumerate(spec.directory.people)}
    if column.kind is ColumnKind.CHOICE and column.sort_path and column.options is not None:
        return {value: rank for rank, (value, _label) in enumerate(column.options(spec.actor))}
    return {}


def draw_grouped(state: ListState, page: Page, *, first: int = 1, before: str | None = None) -> SafeString:
    """The rows of a page, under the heads of their groups when they are gathered."""
    if state.spec.group is None:
        return draw_rows(state.spec, page, first=first)
    heads = GroupHeads(state, page, before)
    rows = draw_rows(state.spec, page, first=first, heading=heads.before_row)
    return SafeString(rows + heads.after_rows())


def folded_tokens(state: ListState, counts: Mapping[Any, int]) -> Sequence[str]:
    """The groups folded away: those named, or every one that is known."""
    if state.folded == (EVERY_GROUP,):
        return [group_token(value) for value in counts]
    return state.folded


def without_folded(state: ListState) -> ListSpec:
    """The list as its rows are read: without those of the groups folded away."""
    spec = state.spec
    if spec.group is None or not state.folded:
        return spec
    tokens = folded_tokens(state, count_groups(spec) if state.folded == (EVERY_GROUP,) else {})
    others = [_other_than(spec, spec.group, _value_of(spec.group, token)) for token in tokens]
    return replace(spec, filter=normalise((spec.filter, *(one for one in others if one is not None))))


def last_group(spec: ListSpec, page: Page) -> str:
    """What names the group of the last row, for the address of the rows that follow."""
    if spec.group is None or not page.rows:
        return ""
    return group_token(page.rows[-1][page.layout.paths.index(group_path(spec.group))])


def group_token(value: object) -> str:
    """The value of a group in an address; « - » for nothing."""
    return "-" if value is None or value == "" else f".{value}"


def _value_of(column: Column, token: str) -> Any:
    """The value that a token names."""
    text = token.removeprefix(".")
    if token == "-":
        return None
    if column.kind is ColumnKind.PERSON:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return text == "True" if column.kind is ColumnKind.YES_NO else text


def draw_group_menu(state: ListState) -> SafeString:
    """The menu « Grouper »; its lines come when it is unfolded, which few people do on each list they open."""
    current = state.spec.group
    label = _("Groupé : %(column)s") % {"column": current.label} if current else _("Grouper")
    url = escape(state.part_url("groups"))
    waiting = (
        f'<div hx-get="{url}" hx-trigger="toggle once from:closest details" hx-target="this" hx-swap="outerHTML" '
        f'hx-select="unset"><p class="muted menu-wait">{escape(_("Un instant…"))}</p></div>'
    )
    return menu(SafeString(waiting), label, size="small", align="end")


def draw_group_choice(state: ListState) -> SafeString:
    """The lines of the menu « Grouper »: by which column, or not at all."""
    current = state.spec.group
    lines = [_choice(state, _("Ne pas grouper"), "", active=current is None)]
    lines += [
        _choice(state, str(column.label), column.key, active=column is current)
        for column in state.spec.readable.values()
        if column.shown and is_groupable(column)
    ]
    if current is not None:
        lines.append(_step(_("Replier tous les groupes"), state.url(folded=EVERY_GROUP), icon="minus"))
        lines.append(_step(_("Déplier tous les groupes"), state.url(folded=""), icon="plus"))
    return SafeString("".join(lines))


def _choice(state: ListState, label: str, key: str, *, active: bool) -> SafeString:
    return _step(label, state.url(group=key, folded=""), active=active)


def _step(label: str, url: str, *, active: bool = False, icon: str = "") -> SafeString:
    swap = {"hx_get": url, "hx_target": "#list", "hx_swap": "outerHTML", "hx_push_url": "true"}
    return menu_item(label, href=url, active=active, icon=icon, **swap)  # type: ignore[arg-type]  # attributes of the exchange, all texts


def _words_of(spec: ListSpec, column: Column) -> Callable[[Any], str]:
    """The words of a group, not yet escaped."""
    empty = _("(vide)")
    if column.kind is ColumnKind.PERSON:
        people = spec.directory.people
        return lambda value: people[value].full_name if value in people else _("Personne")
    if column.kind is ColumnKind.YES_NO:
        return lambda value: _("Oui") if value else _("Non")
    if column.path.rpartition("__")[2] == "department" and column.kind is ColumnKind.TEXT:
        known = departments()
        return lambda value: f"{value} – {known[value].name}" if value in known else str(value or "") or empty
    words = {code: str(label) for code, label in column.options(spec.actor)} if column.options else {}
    return lambda value: words.get(value) or str(value or "") or empty


def _only(state: ListState, column: Column, value: object) -> str:
    """The address of the list narrowed to one group, as any filter would."""
    spec = state.spec
    condition = _condition(spec, column, value)
    if condition is None:
        return ""
    return state.url(filter=write_filter(normalise((spec.filter, condition))), group="", folded="")


def _other_than(spec: ListSpec, column: Column, value: object) -> Condition | None:
    """The condition that leaves a group out."""
    condition = _condition(spec, column, value)
    if condition is None:
        return None
    if column.kind is ColumnKind.YES_NO:
        return Condition(column.key, Operator.IS, (NO if value else YES,))
    other = Operator.FILLED if condition.operator is Operator.EMPTY else Operator.IS_NOT
    return Condition(column.key, other, condition.values)


def _condition(spec: ListSpec, column: Column, value: object) -> Condition | None:
    if column.kind is ColumnKind.YES_NO:
        return Condition(column.key, Operator.IS, (YES if value else NO,))
    if value is None or value == "":
        return Condition(column.key, Operator.EMPTY, ())
    values: Sequence[str] = (str(value),)
    if column.kind is ColumnKind.PERSON:
        person = spec.directory.people.get(value)  # type: ignore[call-overload]  # the value of a person's column is their key
        if person is None:
            return None
        values = (person.public_id,)
    return Condition(column.key, Operator.IS, tuple(values))
