"""The saved views of a list that a person may open: their own and the shared ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from django.db import connection

from negoce.companies.interfaces import ListDefinition
from negoce.companies.models import SavedView
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
    with connection.cursor() as cursor:
        cursor.execute(_SAVED, [definition.key, actor.user_id])
        rows = cursor.fetchall()
    built_in = [View(view.key, view.label, asked_by(view.query)) for view in definition.views]
    return [*built_in, *(_view(actor, *row) for row in rows)]


# In SQL because every list asks it.
_SAVED = (
    f"SELECT owner_id, public_id, name, query, is_shared FROM {SavedView._meta.db_table} "
    f"WHERE list_key = %s AND (owner_id = %s OR is_shared) ORDER BY position, id LIMIT {MAX_VIEWS}"
)


@lru_cache(maxsize=256)
def asked_by(query: str) -> Asked:
    """What a view's query string asks; a column list or a sort may be absent."""
    values = parse_qs(query, keep_blank_values=True, max_num_fields=20)
    return Asked(
        filter=values.get("filter", [""])[-1],
        sort=values.get("sort", [""])[-1],
        columns=values.get("columns", [""])[-1],
        group=values.get("group", [""])[-1],
    )


def _view(actor: Actor, owner_id: int, public_id: str, name: str, query: str, shared: bool) -> View:
    mine = owner_id == actor.user_id
    editable = mine or (shared and actor.may(Permission.MANAGE_SETTINGS))
    return View(public_id, name, asked_by(query), saved=True, shared=bool(shared), editable=editable)
