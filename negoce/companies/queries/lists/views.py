"""The saved views of a list that a person may open: their own and the shared ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.db.models import Q

from negoce.companies.models import SavedView
from negoce.companies.queries.lists.definition import ListDefinition
from negoce.companies.queries.lists.spec import Asked
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor

MAX_VIEWS = 60


@dataclass(frozen=True, slots=True)
class View:
    """A saved or built-in view; `editable` says whether the person may change or delete it."""

    key: str
    label: Any
    asked: Asked
    saved: bool = False
    shared: bool = False
    editable: bool = False


def views_of(definition: ListDefinition, actor: Actor) -> Sequence[View]:
    """Built-in views, then saved ones in their order, in one query."""
    own_or_shared = Q(owner_id=actor.user_id) | Q(is_shared=True)
    rows = SavedView.objects.filter(own_or_shared, list_key=definition.key).order_by("position", "id")
    built_in = [View(view.key, view.label, asked_by(view.query)) for view in definition.views]
    return [*built_in, *(_view(row, actor) for row in rows[:MAX_VIEWS])]


def asked_by(query: str) -> Asked:
    """What a view's query string asks; a column list or a sort may be absent."""
    values = parse_qs(query, keep_blank_values=True, max_num_fields=20)
    return Asked(
        filter=values.get("filter", [""])[-1],
        sort=values.get("sort", [""])[-1],
        columns=values.get("columns", [""])[-1],
        group=values.get("group", [""])[-1],
    )


def _view(row: SavedView, actor: Actor) -> View:
    mine = row.owner_id == actor.user_id
    editable = mine or (row.is_shared and actor.may(Permission.MANAGE_SETTINGS))
    return View(
        row.public_id, row.name, asked_by(row.query), saved=True, shared=row.is_shared, editable=editable
    )
