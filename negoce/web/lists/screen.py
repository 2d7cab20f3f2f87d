"""The screen of a list: the page, the rows that follow, the foot and the counts of the tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.list_choice import keep_list_choice
from negoce.companies.queries.lists.matching import Count, Look, first_look
from negoce.companies.queries.lists.one_row import read_row
from negoce.companies.queries.lists.page import BadCursor, Page, read_page
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.lists.totals import count_rows, totals
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.kit.explain import Finding
from negoce.web.http import actor_of
from negoce.web.lists.cells import draw_rows
from negoce.web.lists.filter_words import problem_words
from negoce.web.lists.groups import (
    draw_group_choice,
    draw_group_menu,
    draw_grouped,
    last_group,
    without_folded,
)
from negoce.web.lists.nouns import SCREENS
from negoce.web.lists.parts import (
    bulk_items,
    bulk_tools,
    chips,
    draw_column_choices,
    draw_tabs,
    filter_tools,
    quick_filters,
    sort_label,
    view_menu,
)
from negoce.web.lists.state import PAGE_SIZES, ListState, read_state
from negoce.web.lists.table import (
    draw_foot,
    draw_table,
    load_more,
    number_words,
    size_choice,
    waiting_foot,
)
from negoce.web.shell.navigation import page_url

TOTALS_MILLISECONDS = 4
TAB_MILLISECONDS = 40
# Sums over more records than this come after the rows.
SUMMED = 500


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The list: the whole page, its changing part for htmx, or only the rows after a given one."""
    state = read_state(request, key)
    if request.GET.get("after") and request.headers.get("HX-Request"):
        return more_rows(request, state)
    response = render(request, template_for(request), screen_context(request, state))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def template_for(request: HttpRequest) -> str:
    """The changing part alone when htmx asks to put it in its place."""
    swapped = request.headers.get("HX-Target") == "list" and not request.headers.get(
        "HX-History-Restore-Request"
    )
    return "web/lists/_list.html" if swapped else "web/lists/list.html"


def screen_context(request: HttpRequest, state: ListState) -> dict[str, Any]:
    """Everything that the templates of a list show."""
    return {**toolbar_context(state), **table_context(request, state)}


def table_context(request: HttpRequest, state: ListState) -> dict[str, Any]:
    """What the table and what surrounds it need: it reads the page."""
    view = _read(request, state)
    count = view.count
    filtered = bool(state.spec.whole_filter.parts)
    exact = count is not None and not (count.more and filtered)
    total = number_words(state, count) if count is not None and exact else ""
    shown = str(len(view.page.rows))
    return {
        "state": state,
        "spec": state.spec,
        "screen": SCREENS[state.definition.key],
        "problems": [problem_words(finding) for finding in (*state.spec.problems, *view.problems)],
        "table": draw_table(state, view.page, view.foot) if view.page.rows or state.folded else "",
        "narrowed": bool(state.spec.whole_filter.parts),
        "bulk_total": (total or _("lignes trouvées")) if view.page.next_cursor else "",
        "create_url": _create_url(state),
        "more": _load_more(state, view.page, int(shown), total)
        if view.page.next_cursor or state.folded or int(shown) > min(PAGE_SIZES)
        else "",
        "bulk": bulk_items(state),
        "bulk_tools": bulk_tools(state),
        "bulk_history_url": state.part_url("bulk_history"),
        "bulk_export_url": state.part_url("bulk_export") if state.spec.actor.may(Permission.EXPORT) else "",
        "clear_url": state.url(filter="", q=""),
    }


@require_GET
def footer(request: HttpRequest, key: str) -> HttpResponse:
    """The count and the sums, when they were too long for the page itself."""
    state = read_state(request, key)
    count = count_rows(state.spec)
    sums = {} if count.more else totals(state.spec)
    total = number_words(state, count)
    # Beside the button for the next rows, where there is one.
    said = (
        f'<span id="list-total" hx-swap-oob="true">{total}</span>' if count.number > state.page_rows else ""
    )
    return HttpResponse(draw_foot(state, count, sums) + SafeString(said))


@require_GET
def groups(request: HttpRequest, key: str) -> HttpResponse:
    """The lines of the menu « Grouper »."""
    return HttpResponse(draw_group_choice(read_state(request, key)))


@require_GET
def tab_counts(request: HttpRequest, key: str) -> HttpResponse:
    """The tabs with the number of records of each view; a view too long to count keeps its name alone."""
    state = read_state(request, key)
    counts: dict[str, str] = {}
    for view in state.views:
        spec = understand(state.definition, state.spec.actor, view.asked, state.spec.today)
        count = within(TAB_MILLISECONDS, lambda spec=spec: count_rows(spec))  # type: ignore[misc]  # mypy infers no lambda with a default
        if count is not None:
            counts[view.key] = number_words(state, count)
    return render(request, "web/lists/_tabs.html", {"tabs": draw_tabs(state, counts), "counts_url": ""})


def more_rows(request: HttpRequest, state: ListState) -> HttpResponse:
    """The rows of the next page, and the button for the one after."""
    view = _read(request, state, with_foot=False)
    if view.problems:
        # The rows would repeat those on screen: draw the whole list again.
        response = render(request, "web/lists/_list.html", screen_context(request, state))
        response.headers["HX-Retarget"] = "#list"
        response.headers["HX-Reswap"] = "outerHTML"
        return response
    already = request.GET.get("shown", "")
    before = int(already) if already.isascii() and already.isdigit() and len(already) < 9 else 0
    shown = before + len(view.page.rows)
    count = within(TAB_MILLISECONDS, lambda: count_rows(state.spec)) if view.page.next_cursor else None
    button = _load_more(state, view.page, shown, number_words(state, count) if count else "", swapped=True)
    rows = draw_grouped(state, view.page, first=before + 1, before=request.GET.get("under"))
    return HttpResponse(rows + button)


@require_GET
def one_row(request: HttpRequest, key: str, public_id: str) -> HttpResponse:
    """One row as it stands now, even when it no longer answers the filter; nothing when it is gone."""
    state = read_state(request, key)
    number = request.GET.get("number", "")
    first = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    return HttpResponse(draw_rows(state.spec, read_row(state.spec, public_id), first=first))


@require_POST
def size(request: HttpRequest, key: str) -> HttpResponse:
    """Keep how many rows the person wants at a time, and draw the list so."""
    rows = request.POST.get("rows", "")
    if rows in {str(one) for one in PAGE_SIZES}:
        keep_list_choice(actor_of(request), list_key=key, name="rows", value=int(rows))
        if isinstance(request.user, User):
            request.user.refresh_from_db(fields=["preferences"])
    return render(request, "web/lists/_list.html", screen_context(request, read_state(request, key)))


@dataclass(frozen=True, slots=True)
class _View:
    page: Page
    foot: SafeString
    count: Count | None
    problems: tuple[Finding, ...] = ()


def _read(request: HttpRequest, state: ListState, *, with_foot: bool = True) -> _View:
    spec = state.spec
    look = first_look(spec)
    read = without_folded(state)
    seen = look if read is spec else first_look(read)
    problems: tuple[Finding, ...] = ()
    try:
        page = read_page(read, request.GET.get("after", ""), state.page_rows, look=seen)
    except BadCursor:
        problems = (Finding("cursor.unreadable"),)
        page = read_page(read, limit=state.page_rows, look=seen)
    count = look.count
    foot = _foot(state, look) if with_foot else SafeString("")
    return _View(page, foot, count, problems)


def _foot(state: ListState, look: Look) -> SafeString:
    if look.count is None or (look.count.more and state.spec.whole_filter.parts):
        return waiting_foot(state)
    if look.count.more or not any(column.aggregate for column in state.spec.columns):
        return draw_foot(state, look.count, {})
    if look.count.number > SUMMED:
        return waiting_foot(state)
    if look.keys is not None:
        # So few known records are added up at once: no need to be ready to give up.
        return draw_foot(state, look.count, totals(state.spec, look.keys))
    sums = within(TOTALS_MILLISECONDS, lambda: totals(state.spec))
    return waiting_foot(state) if sums is None else draw_foot(state, look.count, sums)


def _load_more(state: ListState, page: Page, shown: int, total: str, *, swapped: bool = False) -> SafeString:
    extra = {"after": page.next_cursor, "shown": str(shown)}
    if state.spec.group is not None:
        extra["under"] = last_group(state.spec, page)
    url = state.part_url("rows", **extra) if page.next_cursor else ""
    return load_more(url, shown, total, choice=size_choice(state), swapped=swapped)


def toolbar_context(state: ListState) -> dict[str, Any]:
    """What stands above the table."""
    actor = state.spec.actor
    screen = SCREENS[state.definition.key]
    bin_url = _bin_url(state)
    return {
        "bin_url": bin_url,
        "others": bool(bin_url or bulk_items(state) or filter_tools(state)),
        "filter_tools": filter_tools(state),
        "tabs": draw_tabs(state, {}),
        "ways": screen.ways(state.parameters()) if screen.ways is not None else (),
        "counts_url": state.part_url("tabs"),
        "chips": chips(state),
        "add_filter_url": state.part_url("filter", index="new"),
        "sort_words": sort_label(state.spec),
        "sort_url": state.part_url("sort"),
        "quick_filters": quick_filters(state),
        "group_menu": draw_group_menu(state),
        "columns": draw_column_choices(state),
        "columns_url": state.part_url("columns"),
        "save_url": state.part_url("view_save") if state.view and state.view.editable else "",
        "save_as_url": state.part_url("view_new"),
        "cancel_url": _plain_view_url(state),
        "can_export": actor.may(Permission.EXPORT),
        "export_urls": {name: state.part_url("export", format=name) for name in ("xlsx", "csv", "plain")},
        "view_menu": view_menu(state),
        "import_url": page_url(screen.import_page)
        if screen.import_page and actor.may(Permission.IMPORT)
        else "",
        "hidden": {name: value for name, value in state.parameters(q="").items() if name != "q"},
    }


def _bin_url(state: ListState) -> str:
    """The bin of such records, for who deletes or edits them; their kinds alone have one."""
    actor, definition = state.spec.actor, state.definition
    if not definition.has_bin or not (actor.may(Permission.DELETE) or actor.may(Permission.EDIT)):
        return ""
    return f"{page_url('settings:bin')}?kind={definition.subject_kind}"


def _create_url(state: ListState) -> str:
    screen = SCREENS[state.definition.key]
    return page_url(screen.create_page) if state.spec.actor.may(screen.create_permission) else ""


def _plain_view_url(state: ListState) -> str:
    base = reverse(f"lists:{state.definition.key}")
    return f"{base}?view={state.view.key}" if state.view else base
