"""Which columns a list shows: `key:shown:width` for each, posted by `<n-columns>`."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from negoce.companies.actions.list_columns import keep_columns
from negoce.companies.queries.lists.definition import readable_columns
from negoce.companies.queries.lists.spec import MAX_WIDTH, MIN_WIDTH
from negoce.identity.models import User
from negoce.web.http import actor_of
from negoce.web.lists.screen import table_context, toolbar_context
from negoce.web.lists.state import definition_or_404, read_state


@require_POST
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the choice, for the person or as a change of the view opened, and give the table again."""
    actor = actor_of(request)
    definition = definition_or_404(key)
    known = readable_columns(definition, actor)
    columns = _chosen(request.POST.get("columns", ""), known.keys())
    given = request.GET.copy()
    if given.get("view"):
        # Another look at a view is a change of the view until it is saved: it stays in the address.
        given["columns"] = columns
    else:
        given.pop("columns", None)
        keep_columns(actor, list_key=key, columns=columns)
        if isinstance(request.user, User):
            request.user.refresh_from_db(fields=["preferences"])
    state = read_state(request, key, given)
    context = {**toolbar_context(state), **table_context(request, state)}
    response = render(request, "web/lists/_table.html", context)
    if given.get("view"):
        changed = render_to_string("web/lists/_view_changed.html", context, request=request)
        response.write(changed.replace('id="view-changed"', 'id="view-changed" hx-swap-oob="true"', 1))
    response.headers["HX-Push-Url"] = state.url()
    return response


def _chosen(text: str, known: Collection[str]) -> str:
    """The shown columns with their widths, as in the address; unknown ones are left out, one always stays."""
    chosen: list[str] = []
    for item in text[:8_000].split(","):
        name, _colon, rest = item.partition(":")
        shown, _colon, width = rest.partition(":")
        if name not in known or shown != "1":
            continue
        fits = width.isascii() and width.isdigit() and len(width) < 5
        chosen.append(f"{name}:{max(MIN_WIDTH, min(MAX_WIDTH, int(width)))}" if fits else name)
    return ",".join(chosen)
