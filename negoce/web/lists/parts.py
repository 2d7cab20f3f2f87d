"""The small parts of the screen: tabs of views, chips of conditions, choice of columns, bulk actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Group
from negoce.identity.enums import Permission
from negoce.ui.components.lists import filter_chip
from negoce.ui.icons import icon
from negoce.web.lists.filter_words import chip_words
from negoce.web.lists.nouns import SCREENS
from negoce.web.lists.state import ListState


@dataclass(frozen=True, slots=True)
class BulkItem:
    """A button of the bulk bar, which opens its form."""

    label: str
    url: str
    icon: str = ""


def swap_link(url: str) -> str:
    """The attributes of a link that redraws the list in place and keeps the address in step.

    Target and swap stand on the link: what it inherits is lost when its tab is drawn anew while the answer comes.
    """
    address = escape(url)
    return f'href="{address}" hx-get="{address}" hx-target="#list" hx-swap="outerHTML" hx-push-url="true"'


def draw_tabs(state: ListState, counts: Mapping[str, str]) -> SafeString:
    """All records, each view, and the way to a new one: the markup of the component `tabs`, drawn in
    place.
    """
    every = str(SCREENS[state.definition.key].all_label)
    links = [_tab(every, state.base_url, "", active=state.view is None)]
    for view in state.views:
        url = f"{state.base_url}?view={view.key}"
        links.append(_tab(str(view.label), url, counts.get(view.key, ""), active=view is state.view))
    new = escape(state.part_url("view_new"))
    links.append(f'<a class="muted" href="{new}" data-dialog="modal">{escape(_("+ Vue"))}</a>')
    return SafeString(f'<nav class="tabs" aria-label="{escape(_("Vues"))}">{"".join(links)}</nav>')


def _tab(label: str, url: str, count: str, *, active: bool) -> str:
    current = ' aria-current="page"' if active else ""
    number = f" <span>{escape(count)}</span>" if count else ""
    return f"<a {swap_link(url)}{current}>{escape(label)}{number}</a>"


def chips(state: ListState) -> Sequence[SafeString]:
    """One chip a condition or group of alternatives; its words open the editor, its cross removes it."""
    parts = state.spec.filter.parts
    found = []
    for index, part in enumerate(parts):
        field, operator, value = chip_words(state.spec, part)
        without = state.url(filter=write_filter(Group(parts[:index] + parts[index + 1 :])))
        chip = filter_chip(
            field,
            value,
            operator=operator,
            edit_url=state.part_url("filter", index=str(index)),
            remove_url=without,
        )
        in_place = f'class="filter-remove" {swap_link(without)}'
        found.append(SafeString(chip.replace(f'class="filter-remove" href="{escape(without)}"', in_place)))
    return found


def sort_label(spec: ListSpec) -> str:
    """« Tri : CA 12 mois ↓, Nom ↑ »."""
    words = ", ".join(f"{key.column.label} {'↓' if key.descending else '↑'}" for key in spec.sort)
    return _("Tri : %(columns)s") % {"columns": words}


def draw_column_choices(state: ListState) -> SafeString:
    """The lines of `<n-columns>`: the shown columns in their order, then the others."""
    spec = state.spec
    keys = {one.key for one in spec.columns}
    move = escape(_("Déplacer : %(column)s"))
    grip = icon("grip")
    lines = []
    for column in (
        *spec.columns,
        *(one for one in spec.readable.values() if one.shown and one.key not in keys),
    ):
        label = escape(str(column.label))
        checked = " checked" if column.key in keys else ""
        lines.append(
            f'<li data-column="{column.key}" data-width="{spec.widths.get(column.key, "")}">'
            f'<button type="button" class="grip" aria-label="{move.replace("%(column)s", label)}">'
            f"{grip}</button>"
            f'<label><input type="checkbox"{checked}> {label}</label></li>'
        )
    return SafeString("".join(lines))


def bulk_items(state: ListState) -> Sequence[BulkItem]:
    """What can be done with the chosen rows, by this person."""
    actor = state.spec.actor
    items: list[BulkItem] = []
    if actor.may(Permission.BULK_EDIT) and actor.user_id is not None:
        words = {"owner": _("Affecter"), "tags": _("Étiqueter"), "field": _("Modifier")}
        items += [
            BulkItem(words[action], state.part_url("bulk", action))
            for action in state.definition.bulk_actions
        ]
    return items
