"""A page of a list, asked as on the screens: the same filter, the same order, the same columns, the same rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.api.cursors import read_cursor, write_cursor
from negoce.api.endpoints import Answer, Call, Parameter
from negoce.api.problems import Problem, invalid
from negoce.api.records.resource import Resource
from negoce.api.records.values import column_writer
from negoce.api.root import ROOT
from negoce.companies.queries.lists.definition import readable_columns
from negoce.companies.queries.lists.matching import first_look
from negoce.companies.queries.lists.order import has_index, terms_of
from negoce.companies.queries.lists.page import NO_LOOK, BadCursor, Page, read_page
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.words.list_problems import problem_words
from negoce.identity.rules.actor import Actor

PAGE, MOST = 50, 200
FILTERED = (
    Parameter(
        "filter", gettext_lazy("Ce que les fiches ont en commun, écrit comme dans l’adresse d’une liste.")
    ),
    Parameter(
        "sort", gettext_lazy("Ordre : des champs séparés par des virgules, « - » devant pour l’inverse.")
    ),
    Parameter(
        "fields",
        gettext_lazy("Champs voulus, séparés par des virgules ; sans lui, ceux que la liste montre."),
    ),
)
LISTED = (
    *FILTERED,
    Parameter(
        "limit",
        gettext_lazy("Fiches par page."),
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
    ),
    Parameter("cursor", gettext_lazy("Suite d’une page : suivez « next » plutôt que de l’écrire.")),
)


def list_page(call: Call, resource: Resource) -> Answer:
    """One page, and the address of the next. Raises Problem for anything not understood: nothing is left out."""
    spec = asked_of(call, resource)
    limit = limit_of(call)
    tie = f"{resource.key}|{spec.filter_text}|{spec.sort_text}"
    given = call.query.get("cursor", "")
    inner = read_cursor(given, tie) if given else ""
    look = first_look(spec) if spec.whole_filter.parts else NO_LOOK
    try:
        page = read_page(_by_row(spec) if resource.joined else spec, inner, limit, look=look)
    except BadCursor:
        detail = _("Cette suite ne se lit plus. Reprenez la liste au début.")
        raise Problem("cursor", detail, errors={"cursor": [detail]}) from None
    following = None
    if page.next_cursor:
        asked = {name: value for name, value in call.query.items() if name != "cursor"}
        asked["cursor"] = write_cursor(page.next_cursor, tie)
        following = f"{ROOT}{resource.key}?{urlencode(asked)}"
    return Answer({"items": rows_of(spec, page), "next": following})


def asked_of(call: Call, resource: Resource, *, all_columns: bool = False) -> ListSpec:
    """What the request asks of the list. Raises Problem naming each parameter that cannot be followed."""
    query = call.query
    columns = query.get("fields", "")
    if all_columns:
        readable = readable_columns(resource.definition, call.actor).values()
        columns = ",".join(column.key for column in readable if column.shown)
    asked = Asked(
        filter=query.get("filter", ""), sort=query.get("sort", ""), columns=columns.replace(":", "")
    )
    if len(asked.sort) > 500 or len(asked.columns) > 5_000:
        raise invalid("sort", _("Ce paramètre est trop long."))
    spec = understand(resource.definition, call.actor, asked)
    errors: dict[str, list[str]] = {}
    for problem in () if all_columns else spec.problems:
        name = problem.code.partition(".")[0].replace("columns", "fields")
        errors.setdefault(name, []).append(problem_words(problem))
    if errors:
        raise Problem("invalid", next(iter(errors.values()))[0], errors=errors)
    return spec


def rows_of(spec: ListSpec, page: Page) -> Sequence[dict[str, Any]]:
    """The rows of a page as JSON objects, `id` first."""
    kind = spec.definition.subject_kind
    writers = [
        (column.key, column_writer(column, place, spec.directory, page.tags, kind))
        for column, place in zip(spec.columns, page.layout.places, strict=True)
    ]
    return [{"id": row[1], **{key: write(row) for key, write in writers}} for row in page.rows]


def _by_row(spec: ListSpec) -> ListSpec:
    """The same for SQLite, asking each row by its key whether it is seen.

    Joined, it first reads every company to make a filter of them, for the sake of fifty rows.
    """
    ordered = has_index(spec.definition.model, terms_of(spec)[0].path)
    if (
        connection.vendor != "sqlite"
        or spec.whole_filter.parts
        or not ordered
        or not spec.actor.sees_everything
    ):
        return spec
    visible = spec.definition.visible

    def seen(actor: Actor) -> QuerySet[Any]:
        asked = visible(actor).filter(pk=OuterRef("pk"))
        return spec.definition.model._default_manager.filter(Exists(asked)).order_by()

    return replace(spec, definition=replace(spec.definition, visible=seen))


def limit_of(call: Call) -> int:
    """How many rows a page may have. Raises Problem."""
    text = call.query.get("limit", "")
    if not text:
        return PAGE
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST):
        raise invalid("limit", _("De 1 à %(max)s fiches par page.") % {"max": MOST})
    return int(text)
