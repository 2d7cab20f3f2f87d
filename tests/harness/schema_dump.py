"""Migrates the database of NEGOCE_DATABASE and prints what it holds, as JSON: run in a process of its own."""

from __future__ import annotations

import copy
import gc
import json
import os
import re
import sys
from functools import lru_cache
from typing import Any

import django
from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Field, ManyToManyField
from django.utils.functional import cached_property

_clone = Field.clone


def main() -> None:
    """Arguments: those of `migrate`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "negoce.config.settings.dev")
    django.setup()
    _hurry()
    call_command("migrate", *sys.argv[1:], verbosity=0, interactive=False)
    print(json.dumps({**_tables(), "code": _code(), "rows": _rows()}, default=str, sort_keys=True))


def _hurry() -> None:
    """Each migration makes most models anew: most of the time went into looking for old ones and copying fields."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    Field.clone = _copied  # type: ignore[method-assign]
    # One model stands for another, the person's; Django would look for it among all of them at each key.
    Apps.get_swappable_settings_name = lru_cache(None)(_swapped)  # type: ignore[method-assign,assignment]
    ProjectState.add_model = _add_model  # type: ignore[method-assign]
    ProjectState._append_option, ProjectState._remove_option = _append, _remove  # type: ignore[method-assign]


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    """A new model changes those that it leads to, and none further off."""
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    state.reload_model(*key, delay=True)


def _swapped(_apps: Apps, name: str) -> str | None:
    return "AUTH_USER_MODEL" if name.lower() == settings.AUTH_USER_MODEL.lower() else None


def _append(state: ProjectState, app_label: str, model_name: str, option: str, obj: Any) -> None:
    _set(state, (app_label, model_name), option, [*state.models[app_label, model_name].options[option], obj])


def _remove(state: ProjectState, app_label: str, model_name: str, option: str, name: str) -> None:
    left = [each for each in state.models[app_label, model_name].options[option] if each.name != name]
    _set(state, (app_label, model_name), option, left)


def _set(state: ProjectState, key: tuple[str, str], option: str, objects: list[Any]) -> None:
    """An index or a constraint changes no other model: none is made anew."""
    state.models[key].options[option] = objects
    if "apps" in state.__dict__:
        options = state.apps.get_model(*key)._meta
        setattr(options, option, objects)
        options.__dict__.pop("total_unique_constraints", None)


def _copied(field: Field) -> Field:
    """As it stands, when it hangs on no model; what leads to another one is copied along."""
    if hasattr(field, "model") or isinstance(field, ManyToManyField):
        return _clone(field)
    other = _without_memory(field)
    if field.remote_field is not None:
        other.remote_field = _without_memory(field.remote_field)
        other.remote_field.field = other
    other.creation_counter = Field.creation_counter
    Field.creation_counter += 1
    return other


def _without_memory(thing: Any) -> Any:
    """A copy that has not found out anything yet."""
    other = copy.copy(thing)
    for name in _found_out(type(thing)) & set(other.__dict__):
        del other.__dict__[name]
    return other


@lru_cache(None)
def _found_out(kind: type) -> frozenset[str]:
    return frozenset(
        name
        for each in kind.__mro__
        for name, value in vars(each).items()
        if isinstance(value, cached_property)
    )


def _tables() -> dict[str, object]:
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = connection.introspection.get_table_description(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
            found[f"columns of {table}"] = sorted(
                [
                    each.name,
                    str(each.type_code),
                    each.display_size,
                    each.null_ok,
                    each.default,
                    each.collation,
                ]
                for each in columns
            )
            # Foreign keys have no name on SQLite, they are numbered: each is told by what it says.
            found[f"constraints of {table}"] = sorted(
                (
                    "" if name.startswith(("fk_", "__")) else name,
                    json.dumps(
                        {key: value for key, value in each.items() if key != "definition"}, default=str
                    ),
                )
                for name, each in constraints.items()
            )
    return found


def _code() -> list[str]:
    """Triggers, functions and the indexes that only SQL can say."""
    if connection.vendor == "sqlite":
        query = "SELECT name || ' ' || sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    else:
        query = """
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT relname || ' ' || reloptions::text FROM pg_class WHERE reloptions IS NOT NULL
            UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"""
    with connection.cursor() as cursor:
        cursor.execute(query)
        # The columns of a table, and so the terms of a trigger, stand in the order in which they came.
        return sorted(" ".join(sorted(re.split(r"[\s,()]+", row[0]))) for row in cursor.fetchall())


def _rows() -> dict[str, int]:
    """How many rows each table begins with."""
    counts = {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}
    return {**counts, "migrations": MigrationRecorder(connection).migration_qs.count()}


if __name__ == "__main__":
    main()
