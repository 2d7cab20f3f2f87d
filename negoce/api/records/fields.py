"""The fields of a list as the person of the token reads them, custom ones included: what they are, who writes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.records.resource import Resource
from negoce.api.records.values import is_yes_no
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.permissions import is_custom, may_write_field
from negoce.companies.queries.lists.definition import readable_columns
from negoce.identity.enums import Permission
from negoce.identity.rules.token_scopes import TokenScope


def fields_endpoint(
    resource: Resource,
    scope: TokenScope,
    writable: Collection[str],
    group: Any,
    *,
    model_of: Callable[[str], str] | None = None,
) -> Endpoint:
    """`GET <list>/fields`. `writable` are the record's own fields that programs may send; `model_of` names the model
    whose rights govern a field, the list's own kind of record unless told.
    """

    def answer(call: Call) -> Answer:
        columns = readable_columns(resource.definition, call.actor).values()
        return Answer({"items": [_field(call, column) for column in columns]})

    def _field(call: Call, column: Column) -> dict[str, Any]:
        kind, key, actor = resource.definition.subject_kind, column.key, call.actor
        model = model_of(key) if model_of is not None and not is_custom(key) else kind
        yes_no = is_yes_no(kind, key)
        offered = column.options(actor) if column.options is not None and not yes_no else ()
        return {
            "key": key,
            "label": str(column.label),
            "type": ColumnKind.YES_NO.value if yes_no else column.kind.value,
            "custom": is_custom(key),
            "shown": column.shown,
            "filter": column.filterable,
            "sort": column.sortable and bool(column.path or column.sort_path),
            "write": (key in writable or is_custom(key))
            and actor.may(Permission.EDIT)
            and may_write_field(actor, model, key),
            "choices": [{"value": str(value), "label": str(words)} for value, words in offered],
        }

    return Endpoint(
        "GET", f"{resource.key}/fields", f"list_{resource.key}_fields",
        _("Les champs de la liste, champs personnalisés compris, et ce que l’on peut en faire"), scope, answer,
        answer=_schema, group=group,
    )  # fmt: skip


def _schema() -> dict[str, Any]:
    text, flag = {"type": "string"}, {"type": "boolean"}
    properties: dict[str, Any] = {
        **dict.fromkeys(("key", "label", "type"), text),
        **dict.fromkeys(("custom", "shown", "filter", "sort", "write"), flag),
        "choices": {
            "type": "array",
            "items": {"type": "object", "properties": {"value": text, "label": text}},
        },
    }
    item = {"type": "object", "required": list(properties), "properties": properties}
    return {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": item}},
    }
