"""Values proposed while a filter is typed."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.spec import ListSpec
from negoce.kit.text import name_key

PROPOSED = 12
# Values are looked for among so many rows at most: a proposal is a convenience, never a scan.
LOOKED_AT = 2_000


def suggest_values(spec: ListSpec, column: Column, text: str) -> Sequence[str]:
    """Existing values of a column that begin with the text, among the records that the actor sees."""
    if column.key not in spec.readable or not text:
        return ()
    if column.suggest is not None:
        return [f"{label}" for _value, label in column.suggest(text, spec.actor)][:PROPOSED]
    if column.kind is not ColumnKind.TEXT or not (column.folded_path or column.is_code):
        return ()
    path = column.folded_path or column.path
    key = name_key(text) if column.folded_path else text.upper()
    if not key:
        return ()
    rows = spec.definition.visible(spec.actor).filter(
        **{f"{path}__gte": key, f"{path}__lt": key + "\U0010ffff"}
    )
    found = dict.fromkeys(rows.order_by(path).values_list(column.path, flat=True)[:LOOKED_AT])
    return list(found)[:PROPOSED]
