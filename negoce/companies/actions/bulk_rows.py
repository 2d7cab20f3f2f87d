"""Inserts and changes many rows at once: one prepared statement a set of columns.

Django's own bulk calls compile each row anew: they took two thirds of an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
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
    """Insert new objects of a model, and give them their keys, in order. In the caller's transaction."""
    if not rows:
        return
    model = type(rows[0])
    for row, key in zip(rows, _next_keys(model, len(rows)), strict=True):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias
    _insert(model, model._meta.concrete_fields, map(vars, rows))


def insert_values(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows given as ``{attribute: value}``; what is missing takes its default. In the caller's
    transaction.
    """
    given = list(rows)
    if not given:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    same = {field.attname: field.get_default() for field in fields if not callable(field.default)}
    drawn = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    _insert(model, fields, [_completed(row, same, drawn) for row in given])


def _completed(
    row: Mapping[str, Any], same: Mapping[str, Any], drawn: Sequence[tuple[str, Callable[[], Any]]]
) -> Mapping[str, Any]:
    whole = {**same, **row}
    for name, default in drawn:
        if name not in row:
            whole[name] = default()
    return whole


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


def _next_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys that nobody has: asked for beforehand, they need not be looked up after the insert.

    On SQLite the transaction must hold the right to write, as all of ours do from their beginning.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            last = int(row[0]) if row else 0
            return range(last + 1, last + 1 + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), _key_column(model), count],
        )
        return sorted(key for (key,) in cursor.fetchall())


def _insert(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            cursor.executemany(statement, list(_written(fields, rows)))
            return
        # One stream and one plan for all rows: executemany sends and plans a statement a row.
        statement = f"COPY {table} ({columns}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in _written(fields, rows):
                copy.write_row(row)


def _written(
    fields: Sequence[models.Field[Any, Any]], rows: Iterable[Mapping[str, Any]]
) -> Iterator[list[Any]]:
    """The values of each row in the order of `fields`, as the database takes them."""
    take = itemgetter(*(field.attname for field in fields))
    writers = [(at, _writer(field)) for at, field in enumerate(fields) if not isinstance(field, _AS_IT_IS)]
    for row in rows:
        values = list(take(row))
        for at, write in writers:
            values[at] = write(values[at])
        yield values


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
