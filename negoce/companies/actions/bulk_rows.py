"""Inserts and changes many rows at once: one prepared statement a set of columns.

Django's own bulk calls compile each row anew: they took two thirds of an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, connections, models
from django.db.models.base import ModelState

Model = TypeVar("Model", bound=models.Model)
# Values of these columns go to the database as they are.
_AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def new_object(model: type[Model], values: Mapping[str, Any]) -> Model:
    """An object with its defaults and these values by attribute, ten times quicker than calling the class.

    What a default draws anew for each object (`public_id`) is for the caller to set.
    """
    row = model.__new__(model)
    vars(row).update(_defaults(model))
    vars(row).update(values)
    row._state = ModelState()
    return row


@cache
def _defaults(model: type[models.Model]) -> Mapping[str, Any]:
    return {field.attname: field.get_default() for field in model._meta.concrete_fields}


def insert_objects(rows: Sequence[Model]) -> None:
    """Insert new objects of a model that has a `public_id`, and give them their keys. In the caller's
    transaction.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = _own_fields(model)
    writers = [(field.attname, _writer(field)) for field in fields]
    _insert(
        model,
        fields,
        ([write(values[name]) for name, write in writers] for values in map(vars, rows)),
    )
    ids = [row.public_id for row in rows]  # type: ignore[attr-defined]
    keys = dict(
        model._default_manager.filter(public_id__in=ids).order_by("pk").values_list("public_id", "pk")
    )
    for row in rows:
        row.pk = keys[row.public_id]  # type: ignore[attr-defined]
        row._state.adding = False
        row._state.db = connection.alias


def insert_values(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows given as ``{attribute: value}``; what is missing takes its default. In the caller's
    transaction.
    """
    given = list(rows)
    if not given:
        return
    fields = _own_fields(model)
    readers = [(field.attname, _writer(field), field.get_default) for field in fields]
    _insert(
        model,
        fields,
        (
            [write(row[name] if name in row else default()) for name, write, default in readers]
            for row in given
        ),
    )


def update_rows(model: type[models.Model], changes: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Write `(key, {attribute: value})`, such as ``owner_id``. In the caller's transaction."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for key, values in changes:
        names = tuple(sorted(values))
        groups[names].append((*(_writer(fields[name])(values[name]) for name in names), key))
    quote = connection.ops.quote_name
    table, own_key = quote(model._meta.db_table), quote(_key_column(model))
    with connection.cursor() as cursor:
        for names, rows in groups.items():
            columns = ", ".join(f"{quote(str(fields[name].column))} = %s" for name in names)
            cursor.executemany(f"UPDATE {table} SET {columns} WHERE {own_key} = %s", rows)


def _insert(model: type[models.Model], fields: Sequence[models.Field[Any, Any]], rows: Iterable[Any]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", list(rows)
        )


def _own_fields(model: type[models.Model]) -> Sequence[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _writer(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(field, _AS_IT_IS):
        return _same
    # The proxy of the connection is looked up at every attribute; the connection itself is not.
    own = connections[connection.alias]
    # The rows of a batch carry one and the same moment, and mostly one and the same empty value.
    last: list[Any] = [None, None]

    def write(value: Any) -> Any:
        if value is not last[0]:
            last[:] = value, None if value is None else field.get_db_prep_save(value, own)
        return last[1]

    return write


def _same(value: Any) -> Any:
    return value


def _key_column(model: type[models.Model]) -> str:
    key = model._meta.pk
    assert key is not None
    return str(key.column)
