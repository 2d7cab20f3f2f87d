"""Makes the tables of an empty database straight from the models: a hundred migrations take ten times longer.

Databases that hold something are migrated step by step, as ever; a test holds both ways to the same tables, indexes,
constraints, triggers and first rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps


def is_empty(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Tell whether a database has no table at all."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def install(alias: str = DEFAULT_DB_ALIAS) -> int:
    """Make every table, run what migrations do besides tables, note all migrations as applied; returns how many.

    Raises RuntimeError for a migration with an operation that this does not know: then migrate step by step.
    """
    connection = connections[alias]
    executor = MigrationExecutor(connection)
    plan = [
        migration for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    models = [model for model in apps.get_models(include_auto_created=True) if _is_table(model, connection)]
    with connection.schema_editor() as editor:
        for model in models:
            # The table of a many-to-many field comes with the model that has it.
            if not model._meta.auto_created:
                editor.create_model(model)
    for migration in plan:
        _run_code(migration, connection)
    executor.recorder.ensure_schema()
    for migration in plan:
        executor.recorder.record_applied(migration.app_label, migration.name)
    return len(plan)


def _is_table(model: type[Model], connection: BaseDatabaseWrapper) -> bool:
    return model._meta.can_migrate(connection)


def _run_code(migration: Migration, connection: BaseDatabaseWrapper) -> None:
    """The Python of a migration: indexes and triggers that Django has no word for, and first rows."""
    for operation in migration.operations:
        if isinstance(operation, RunSQL | SeparateDatabaseAndState):
            raise RuntimeError(f"{migration}: what {operation!r} does is not in the models")
        if not isinstance(operation, RunPython):
            continue
        with connection.schema_editor(atomic=migration.atomic) as editor:
            # The models of today stand in for those of then: what is done to tables and rows is the same.
            operation.code(cast("StateApps", apps), editor)
