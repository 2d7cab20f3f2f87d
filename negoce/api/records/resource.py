"""A kind of record as the API shows it: the columns of its list, and the fields that only one record shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from negoce.api.records.schemas import ID, Schema, column_schema
from negoce.companies.interfaces import Column, ListDefinition
from negoce.companies.wired import wired
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class Resource:
    """`more(actor, id)` gives what one record shows besides the columns, with `more_schema` its shapes. `joined` says
    that who sees a record is decided by its company.
    """

    definition: ListDefinition
    more: Callable[[Actor, str], Mapping[str, Any]] | None = None
    more_schema: Mapping[str, Schema] = field(default_factory=dict)
    joined: bool = False

    @property
    def key(self) -> str:
        """Its place in addresses: `companies`."""
        return self.definition.key

    def columns(self) -> list[Column]:
        """The columns that every installation has. Custom fields are not described: they are nobody else's to read."""
        own = (*self.definition.columns, *self.definition.upper(wired()))
        return sorted((column for column in own if column.shown), key=lambda column: column.position)

    def schema(self, *, whole: bool = False) -> Schema:
        """The shape of a row, or of a whole record. Fields that the person may not read are absent."""
        properties: dict[str, Any] = {"id": ID}
        properties |= {column.key: column_schema(column) for column in self.columns()}
        if whole:
            properties |= self.more_schema
        return {"type": "object", "required": ["id"], "properties": properties}
