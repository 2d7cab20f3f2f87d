"""Filters a list by the import that created or changed its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind, ImportState
from negoce.companies.interfaces import Column
from negoce.companies.models import ImportImage, ImportRun
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.rules.filters import Operator
from negoce.identity.rules.actor import Actor

_PROPOSED = 50
# The keys that an image names, which both databases read out of its JSON.
_KEYS = {
    "sqlite": (
        "SELECT each.value FROM {table} image, json_each(image.records, '$.created') each WHERE {where}"
        " UNION SELECT CAST(each.key AS INTEGER) FROM {table} image, json_each(image.records, '$.updated') each"
        " WHERE {where}"
    ),
    "postgresql": (
        "SELECT each.value::bigint FROM {table} image,"
        " jsonb_array_elements_text(image.records->'created') each WHERE {where}"
        " UNION SELECT each::bigint FROM {table} image, jsonb_object_keys(image.records->'updated') each"
        " WHERE {where}"
    ),
}


def imported_column(kind: str, *, position: int) -> Column:
    """The filter « Import » of a list whose records imports know as `kind`."""
    return Column(
        "import",
        _("Import"),
        ColumnKind.CHOICE,
        condition=_condition(kind),
        resolve=_known,
        options=_latest,
        suggest=_proposed,
        sortable=False,
        shown=False,
        position=position,
    )


def _condition(kind: str) -> Callable[[str, Sequence[str], Actor], Q]:
    def condition(operator: str, values: Sequence[str], actor: Actor) -> Q:
        runs = visible_imports(actor).order_by()
        if operator in (Operator.IS, Operator.IS_NOT):
            runs = runs.filter(public_id__in=values)
        keys = sorted(runs.values_list("pk", flat=True))
        found = Q(pk__in=_records(kind, keys)) if keys else Q(pk__in=[])
        return ~found if operator in (Operator.IS_NOT, Operator.EMPTY) else found

    return condition


def _records(kind: str, runs: Sequence[int]) -> RawSQL:
    where = f"image.kind = %s AND image.run_id IN ({', '.join(['%s'] * len(runs))})"
    table = connection.ops.quote_name(ImportImage._meta.db_table)
    sql = _KEYS[connection.vendor].format(table=table, where=where)
    return RawSQL(sql, [kind, *runs] * 2)


def _known(values: Sequence[str], actor: Actor) -> Mapping[str, tuple[str, Any]]:
    runs = visible_imports(actor).filter(public_id__in=values)
    return {run.public_id: (run.public_id, run.file.name) for run in runs}


def _latest(actor: Actor) -> Sequence[tuple[str, Any]]:
    return [(run.public_id, _told(run)) for run in _written(actor)[:_PROPOSED]]


def _proposed(text: str, actor: Actor) -> Sequence[tuple[str, Any]]:
    found = _written(actor).filter(file__name__icontains=text)
    return [(run.public_id, _told(run)) for run in found[:_PROPOSED]]


def _written(actor: Actor) -> Any:
    return visible_imports(actor).filter(dry_run=False).exclude(state=ImportState.DRAFT.value)


def _told(run: ImportRun) -> str:
    return f"{run.file.name} ({timezone.localtime(run.created_at):%d/%m/%Y})"
