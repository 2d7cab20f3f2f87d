"""Where a person stands in a list: the view opened, what the address changes of it, and the addresses of
next steps.

Parameters: `view`, `filter`, `sort`, `group`, `folded` (groups), `columns`, `q` (the box at hand), `after`
(the page's start). One that is present takes the place of the view's, even empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from urllib.parse import quote

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.interfaces import ListDefinition
from negoce.companies.queries.lists.page import PAGE_ROWS
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.queries.lists.views import View, views_of
from negoce.identity.models import User
from negoce.kit.explain import Finding
from negoce.web.http import actor_of

# Read better in the address as they are; they mean nothing there.
_PLAIN = "/:,()@"
MAX_FOLDED = 2_000
PAGE_SIZES = (50, 100, 200)
# What the address says to see every record of a list that opens with a view.
ALL = "all"
_NAMES = ("view", "filter", "sort", "group", "folded", "columns", "q")


@dataclass(frozen=True)
class ListState:
    """The list, the views at hand, the one opened, and what is asked."""

    definition: ListDefinition
    views: Sequence[View]
    view: View | None
    spec: ListSpec
    view_spec: ListSpec | None
    explicit_columns: bool
    page_rows: int = PAGE_ROWS
    pins: Sequence[str] = ()
    folded: tuple[str, ...] = ()

    @cached_property
    def base_url(self) -> str:
        """The page of the list."""
        return reverse(f"lists:{self.definition.key}")

    @property
    def all_key(self) -> str:
        """What `view` says to see everything; nothing on a list that shows it anyway."""
        return ALL if self.definition.opens_with else ""

    @property
    def changed(self) -> bool:
        """Whether what is shown differs from the view opened."""
        before = self.view_spec
        if before is None:
            return False
        now = self.spec
        columns_changed = self.explicit_columns and now.columns_text != before.columns_text
        reordered = now.sort != before.sort or now.group != before.group
        return now.filter != before.filter or reordered or columns_changed

    def parameters(self, **changes: str | None) -> dict[str, str]:
        """The parameters of an address that shows the same, but for `changes` (None keeps)."""
        spec, before = self.spec, self.view_spec
        now = {
            "view": self.view.key if self.view else self.all_key,
            "filter": spec.filter_text,
            "sort": spec.sort_text,
            "group": spec.group_text,
            "columns": spec.columns_text if self.explicit_columns else "",
            "folded": ",".join(self.folded) if spec.group else "",
            "q": spec.quick,
        }
        now |= {name: value for name, value in changes.items() if value is not None}
        default_sort = before.sort_text if before else self.definition.default_sort
        default_filter = before.filter_text if before else ""
        kept = {name: now[name] for name in ("view", "q", "columns", "folded") if now[name]}
        if now["filter"] != default_filter:
            kept["filter"] = now["filter"]
        if now["sort"] != default_sort:
            kept["sort"] = now["sort"]
        if now["group"] != (before.group_text if before else ""):
            kept["group"] = now["group"]
        return {name: kept[name] for name in _NAMES if name in kept}

    def url(self, **changes: str | None) -> str:
        """The address of the list with these changes."""
        query = written(self.parameters(**changes))
        return f"{self.base_url}?{query}" if query else self.base_url

    @cached_property
    def query(self) -> str:
        """The parameters of this state, written."""
        return written(self.parameters())

    def part_url(self, name: str, *arguments: str, **extra: str) -> str:
        """The address of a part of the screen (`lists:footer`…) in this state."""
        query = "&".join(part for part in (self.query, written(extra)) if part)
        target = part_path(name, self.definition.key, *arguments)
        return f"{target}?{query}" if query else target


@lru_cache(maxsize=512)
def part_path(name: str, *arguments: str) -> str:
    """The path of a part of the screen, taken apart once."""
    return reverse(f"lists:{name}", args=arguments)


def written(parameters: Mapping[str, str]) -> str:
    """Parameters as a query string that a person can read and type again."""
    return "&".join(
        f"{name}={quote(value, _PLAIN).replace('%20', '+')}" for name, value in parameters.items()
    )


def definition_or_404(key: str) -> ListDefinition:
    """The list of this key."""
    if key not in LISTS:
        raise Http404(_("Cette liste n’existe pas."))
    return LISTS[key]


def read_state(request: HttpRequest, key: str, data: QueryDict | None = None) -> ListState:
    """The state that a request describes, in one query for the views."""
    definition = definition_or_404(key)
    actor = actor_of(request)
    given = request.GET if data is None else data
    views = _arranged(views_of(definition, actor), kept_choice(request, key, "views"))
    is_bare = not any(name in given for name in _NAMES)
    wanted = definition.opening_view(actor) if is_bare else given.get("view", "")
    view = next((one for one in views if one.key == wanted), None)
    kept = kept_columns(request, key)
    base = view.asked if view else Asked()
    view_spec = understand(definition, actor, _with_columns(base, kept)) if view else None
    asked = Asked(
        filter=given.get("filter", base.filter),
        sort=given.get("sort", base.sort),
        columns=given.get("columns", ""),
        quick=given.get("q", ""),
        group=given.get("group", base.group),
    )
    explicit = bool(asked.columns)
    spec = understand(definition, actor, _with_columns(asked, base.columns or kept))
    if wanted and view is None and not (definition.opens_with and wanted == ALL):
        spec = replace(spec, problems=(*spec.problems, Finding("view.unknown")))
    pins = request.user.preferences.get("pins", ()) if isinstance(request.user, User) else ()
    return ListState(
        definition,
        views,
        view,
        spec,
        view_spec,
        explicit,
        kept_rows(request, key),
        pins if isinstance(pins, list) else (),
        tuple(given.get("folded", "")[:MAX_FOLDED].split(",")) if given.get("folded") else (),
    )


def kept_columns(request: HttpRequest, key: str) -> str:
    """The columns that the person chose for this list, whatever the view."""
    columns = kept_choice(request, key, "columns")
    return columns if isinstance(columns, str) else ""


def kept_rows(request: HttpRequest, key: str) -> int:
    """How many rows at a time the person wants."""
    rows = kept_choice(request, key, "rows")
    return rows if isinstance(rows, int) and rows in PAGE_SIZES else PAGE_ROWS


def kept_choice(request: HttpRequest, key: str, name: str) -> object:
    """What the person once chose for this list, or None."""
    user = request.user
    lists = user.preferences.get("lists", {}) if isinstance(user, User) else {}
    kept = lists.get(key, {}) if isinstance(lists, dict) else {}
    return kept.get(name) if isinstance(kept, dict) else None


def is_pinned(state: ListState) -> bool:
    """Whether the view opened is among the person's favourites."""
    return state.view is not None and f"{state.definition.key}/{state.view.key}" in state.pins


def _arranged(views: Sequence[View], order: object) -> Sequence[View]:
    """The views in the person's own order; those never moved come after, as they came."""
    if not isinstance(order, list):
        return views
    places = {key: place for place, key in enumerate(order) if isinstance(key, str)}
    return sorted(views, key=lambda view: places.get(view.key, len(places)))


def _with_columns(asked: Asked, columns: str) -> Asked:
    return asked if asked.columns else replace(asked, columns=columns)
