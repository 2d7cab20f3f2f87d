"""The addresses by which each list is read: a page, one record, its fields, all of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Endpoint
from negoce.api.records.export import EXPORTED, export_list
from negoce.api.records.fields import fields_endpoint
from negoce.api.records.listing import LISTED, list_page
from negoce.api.records.one import show
from negoce.api.records.resource import Resource
from negoce.api.records.schemas import page_schema
from negoce.identity.rules.token_scopes import TokenScope


def reading(
    resource: Resource,
    scope: TokenScope,
    group: Any,
    *,
    page: Any,
    one: Any,
    writable: Collection[str] = (),
    model_of: Callable[[str], str] | None = None,
) -> tuple[Endpoint, ...]:
    """`page` and `one` say what a page and a record are; `writable` and `model_of` as `fields_endpoint` has them."""
    key, kind = resource.key, resource.definition.subject_kind
    return (
        Endpoint(
            "GET", key, f"list_{key}", page, scope, lambda call: list_page(call, resource), query=LISTED,
            answer=lambda: page_schema(resource.schema()), group=group,
        ),
        fields_endpoint(resource, scope, writable, group, model_of=model_of),
        Endpoint(
            "GET", f"{key}/{{id}}", f"get_{kind}", one, scope, lambda call: show(call, resource),
            answer=lambda: resource.schema(whole=True), group=group,
        ),
    )  # fmt: skip


def exporting(resource: Resource, scope: TokenScope, group: Any) -> Endpoint:
    """The whole list as a file: the token needs `scope` beside the right to export."""
    return Endpoint(
        "GET", f"{resource.key}/export", f"export_{resource.key}", _("La liste entière, en CSV"), TokenScope.EXPORT,
        lambda call: export_list(call, resource, scope), query=EXPORTED, group=group,
    )  # fmt: skip
