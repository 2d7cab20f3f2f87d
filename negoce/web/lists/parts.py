"""The small parts of the screen: tabs of views, chips of conditions, choice of columns, bulk actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from negoce.companies.actions.people.notice_note import WHO
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Group, conditions_of
from negoce.identity.enums import Permission
from negoce.ui.components.buttons import menu, menu_item
from negoce.ui.components.lists import filter_chip
from negoce.ui.icons import icon
from negoce.web.lists.filter_words import chip_words
from negoce.web.lists.nouns import SCREENS
from negoce.web.lists.state import ListState, is_pinned, part_path


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
    whole = f"{state.base_url}?view={state.all_key}" if state.all_key else state.base_url
    links = [_tab(every, whole, "", active=state.view is None)]
    for view in state.views:
        url = f"{state.base_url}?view={view.key}"
        count = counts.get(view.key, "")
        links.append(_tab(str(view.label), url, count, active=view is state.view, key=view.key))
    new = escape(state.part_url("view_new"))
    links.append(f'<a class="muted" href="{new}" data-dialog="modal">{escape(_("+ Vue"))}</a>')
    order = escape(part_path("view_order", state.definition.key))
    label = escape(_("Vues"))
    return SafeString(
        f'<n-views data-url="{order}"><nav class="tabs" aria-label="{label}">{"".join(links)}</nav></n-views>'
    )


def _tab(label: str, url: str, count: str, *, active: bool, key: str = "") -> str:
    current = ' aria-current="page"' if active else ""
    number = f" <span>{escape(count)}</span>" if count else ""
    mark = f' data-view="{escape(key)}"' if key else ""
    return f"<a {swap_link(url)}{current}{mark}>{escape(label)}{number}</a>"


def view_menu(state: ListState) -> SafeString:
    """What may be done with the view opened: its name, its place among the tabs, and among the favourites."""
    view = state.view
    if view is None:
        return SafeString("")
    lines = []
    if view.editable:
        label = _("Renommer, partager, supprimer…")
        lines.append(menu_item(label, href=state.part_url("view_edit"), icon="edit", dialog="modal"))
    place = next(number for number, one in enumerate(state.views) if one.key == view.key)
    moves = [(-1, _("Déplacer à gauche"), "chevron-left"), (1, _("Déplacer à droite"), "chevron-right")]
    for by, label, mark in moves:
        if 0 <= place + by < len(state.views):
            url = state.part_url("view_move", by=str(by))
            lines.append(menu_item(label, icon=mark, hx_post=url, hx_target="#list", hx_swap="outerHTML"))
    pinned = is_pinned(state)
    label = _("Retirer des favoris") if pinned else _("Épingler dans les favoris")
    url = state.part_url("view_pin", pinned="" if pinned else "1")
    lines.append(menu_item(label, icon="pin", hx_post=url, hx_swap="none"))
    return menu(SafeString("".join(lines)), _("Cette vue"), size="small", kind="quiet", align="end")


def quick_filters(state: ListState) -> Sequence[tuple[str, str]]:
    """The fields most filtered by, always at hand: each opens the builder on itself, until it has its chip."""
    readable = state.spec.readable
    used = {condition.field for condition in conditions_of(state.spec.filter)}
    return [
        (str(readable[key].label), state.part_url("filter", index="new", field=key))
        for key in SCREENS[state.definition.key].quick_filters
        if key in readable and key not in used
    ]


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
    shown = {one.key for one in spec.columns}
    others = [one for one in spec.readable.values() if one.shown and one.key not in shown]
    columns = (*spec.columns, *others)
    widths = tuple(spec.widths.get(one.key, "") for one in spec.columns)
    # By identity: a column's words are looked up once a language, which is most of what these lines cost.
    key = (spec.actor.language, tuple(map(id, columns)), widths)
    found = _column_choices.get(key)
    if found is None:
        if len(_column_choices) >= MOST_CHOICES:
            _column_choices.clear()
        found = _column_choices[key] = (columns, _draw_column_choices(columns, widths))
    return found[1]


# What is kept holds its columns, so that no other column may take the place of theirs.
_column_choices: dict[tuple[object, ...], tuple[tuple[Column, ...], SafeString]] = {}
MOST_CHOICES = 256


def _draw_column_choices(columns: Sequence[Column], widths: Sequence[object]) -> SafeString:
    move = escape(_("Déplacer : %(column)s"))
    grip = icon("grip")
    lines = []
    for place, column in enumerate(columns):
        label = escape(str(column.label))
        shown = place < len(widths)
        lines.append(
            f'<li data-column="{column.key}" data-width="{widths[place] if shown else ""}">'
            f'<button type="button" class="grip" aria-label="{move.replace("%(column)s", label)}">'
            f"{grip}</button>"
            f'<label><input type="checkbox"{" checked" if shown else ""}> {label}</label></li>'
        )
    return SafeString("".join(lines))


def bulk_tools(state: ListState) -> Sequence[BulkItem]:
    """The tools that begin from the rows chosen: the bar posts them, as an export does."""
    query = urlencode({"filter": state.spec.whole_filter_text})
    if state.definition.key == "contacts" and any(state.spec.actor.may(each) for each in WHO):
        return [BulkItem(_("Information RGPD"), f"{reverse('people_rights:notices_chosen')}?{query}")]
    if state.definition.key != "companies" or not state.spec.actor.may(Permission.CREATE):
        return []
    tools = [BulkItem(_("Tournée"), f"{reverse('visits:choice')}?{query}")]
    if state.spec.actor.may(Permission.MANAGE_PROSPECTING):
        tools.append(BulkItem(_("Plan de prospection"), f"{reverse('plans:from_list')}?{query}"))
        tools.append(BulkItem(_("Points de score"), f"{reverse('scoring:rule_from_list')}?{query}"))
    return tools


def filter_tools(state: ListState) -> Sequence[BulkItem]:
    """The tools that take a whole filter, no row of it chosen: a plan aimed at it, points for it."""
    text = state.spec.whole_filter_text
    may = state.spec.actor.may(Permission.MANAGE_PROSPECTING)
    if not text or not may or state.definition.key != "companies":
        return []
    query = urlencode({"filter": text, "whole": "1"})
    return [
        BulkItem(_("Plan de prospection sur ce filtre"), f"{reverse('plans:from_list')}?{query}"),
        BulkItem(_("Points de score pour ce filtre"), f"{reverse('scoring:rule_from_list')}?{query}"),
    ]


def bulk_items(state: ListState) -> Sequence[BulkItem]:
    """What can be done with the chosen rows, by this person."""
    actor = state.spec.actor
    items: list[BulkItem] = []
    if actor.may(Permission.BULK_EDIT) and actor.user_id is not None:
        words = {"owner": _("Affecter"), "tags": _("Étiqueter"), "field": _("Modifier"), "task": _("Tâche")}
        items += [
            BulkItem(words[action], state.part_url("bulk", action))
            for action in state.definition.bulk_actions
            if action != "task" or actor.may(Permission.CREATE)
        ]
    if state.definition.key == "companies" and actor.may(Permission.CREATE) and actor.may(Permission.EDIT):
        query = urlencode({"filter": state.spec.whole_filter_text, "bulk": "1"})
        items.append(BulkItem(_("Appels"), f"{reverse('calls:new')}?{query}"))
    if state.definition.key == "companies" and actor.may(Permission.MANAGE_PROSPECTING):
        query = urlencode({"filter": state.spec.whole_filter_text, "rows": "1"})
        items.append(BulkItem(pgettext("un", "Envoi"), f"{reverse('mailings:new')}?{query}"))
    return items
