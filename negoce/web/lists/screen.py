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
from django.views.decorators.http import require_GET

from negoce.companies.queries.lists.matching import Count, Look, first_look
from negoce.companies.queries.lists.page import PAGE_ROWS, BadCursor, Page, read_page
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.lists.totals import count_rows, totals
from negoce.identity.enums import Permission
from negoce.kit.explain import Finding
from negoce.web.lists.cells import draw_rows
from negoce.web.lists.filter_words import problem_words
from negoce.web.lists.nouns import SCREENS
from negoce.web.lists.parts import bulk_items, chips, draw_column_choices, draw_tabs, sort_label
from negoce.web.lists.state import ListState, read_state
from negoce.web.lists.table import draw_foot, draw_table, load_more, number_words, waiting_foot
from negoce.web.shell.navigation import page_url

TOTALS_MILLISECONDS = 4
TAB_MILLISECONDS = 40


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
        "table": draw_table(state, view.page, view.foot) if view.page.rows else "",
        "narrowed": bool(state.spec.whole_filter.parts),
        "bulk_total": (total or _("lignes trouvées")) if view.page.next_cursor else "",
        "create_url": _create_url(state),
        "more": _load_more(state, view.page, int(shown), total) if view.page.next_cursor else "",
        "bulk": bulk_items(state),
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
    said = f'<span id="list-total" hx-swap-oob="true">{total}</span>' if count.number > PAGE_ROWS else ""
    return HttpResponse(draw_foot(state, count, sums) + SafeString(said))


@require_GET
def tab_counts(request: HttpRequest, key: str) -> HttpResponse:
    """The tabs with the number of records of each view; a view too long to count keeps its name alone."""
    state = read_state(request, key)
    counts: dict[str, str] = {}
    for view in state.views:
        spec = understand(state.definition, state.spec.actor, view.asked, state.spec.today)
        count = within(TAB_MILLISECONDS, lambda spec=spec: count_rows(spec))  # type: ignore[misc]
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
    shown = (int(already) if already.isascii() and already.isdigit() and len(already) < 9 else 0) + len(
        view.page.rows
    )
    count = within(TAB_MILLISECONDS, lambda: count_rows(state.spec)) if view.page.next_cursor else None
    button = _load_more(state, view.page, shown, number_words(state, count) if count else "", swapped=True)
    return HttpResponse(draw_rows(state.spec, view.page) + button)


@dataclass(frozen=True, slots=True)
class _View:
    page: Page
    foot: SafeString
    count: Count | None
    problems: tuple[Finding, ...] = ()


def _read(request: HttpRequest, state: ListState, *, with_foot: bool = True) -> _View:
    spec = state.spec
    look = first_look(spec)
    problems: tuple[Finding, ...] = ()
    try:
        page = read_page(spec, request.GET.get("after", ""), look=look)
    except BadCursor:
        problems = (Finding("cursor.unreadable"),)
        page = read_page(spec, look=look)
    count = look.count if look else None
    foot = _foot(state, look) if with_foot else SafeString("")
    return _View(page, foot, count, problems)


def _foot(state: ListState, look: Look | None) -> SafeString:
    if look is None or (look.count.more and state.spec.whole_filter.parts):
        return waiting_foot(state)
    if look.count.more or not any(column.aggregate for column in state.spec.columns):
        return draw_foot(state, look.count, {})
    sums = within(TOTALS_MILLISECONDS, lambda: totals(state.spec))
    return waiting_foot(state) if sums is None else draw_foot(state, look.count, sums)


def _load_more(state: ListState, page: Page, shown: int, total: str, *, swapped: bool = False) -> SafeString:
    url = state.part_url("rows", after=page.next_cursor, shown=str(shown)) if page.next_cursor else ""
    return load_more(url, shown, total, swapped=swapped)


def toolbar_context(state: ListState) -> dict[str, Any]:
    """What stands above the table."""
    actor = state.spec.actor
    screen = SCREENS[state.definition.key]
    return {
        "tabs": draw_tabs(state, {}),
        "counts_url": state.part_url("tabs"),
        "chips": chips(state),
        "add_filter_url": state.part_url("filter", index="new"),
        "sort_words": sort_label(state.spec),
        "sort_url": state.part_url("sort"),
        "columns": draw_column_choices(state),
        "columns_url": state.part_url("columns"),
        "save_url": state.part_url("view_save") if state.view and state.view.editable else "",
        "save_as_url": state.part_url("view_new"),
        "cancel_url": _plain_view_url(state),
        "can_export": actor.may(Permission.EXPORT),
        "export_urls": {name: state.part_url("export", format=name) for name in ("xlsx", "csv", "plain")},
        "view_edit_url": state.part_url("view_edit") if state.view and state.view.editable else "",
        "import_url": page_url(screen.import_page)
        if screen.import_page and actor.may(Permission.IMPORT)
        else "",
        "hidden": {name: value for name, value in state.parameters(q="").items() if name != "q"},
    }


def _create_url(state: ListState) -> str:
    page = SCREENS[state.definition.key].create_page
    return page_url(page) if state.spec.actor.may(Permission.CREATE) else ""


def _plain_view_url(state: ListState) -> str:
    base = reverse(f"lists:{state.definition.key}")
    return f"{base}?view={state.view.key}" if state.view else base
