"""One record with all that the person may read of it, and the version by which two writers do not cross."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from negoce.api.endpoints import Answer, Call
from negoce.api.problems import Problem
from negoce.api.records.listing import asked_of, rows_of
from negoce.api.records.resource import Resource
from negoce.companies.queries.lists.one_row import read_row
from negoce.identity.rules.actor import Actor

Row = TypeVar("Row", bound=Model)


def record_of(call: Call, resource: Resource, public_id: str) -> dict[str, Any]:
    """The whole record, read again; raises Http404 when the person does not see it."""
    spec = asked_of(call, resource, all_columns=True)
    rows = rows_of(spec, read_row(spec, public_id))
    if not rows:
        raise Http404
    more = resource.more(call.actor, public_id) if resource.more else {}
    return {**rows[0], **more}


def show(call: Call, resource: Resource) -> Answer:
    """The record that the address names, with its version; 304 when the caller has that one."""
    data = record_of(call, resource, call.public_id)
    tag = version_of(data)
    if call.request.headers.get("If-None-Match", "").strip() == tag:
        return Answer(status=304, headers={"ETag": tag})
    return Answer(data, headers={"ETag": tag})


def written(call: Call, resource: Resource, public_id: str, status: int = 200) -> Answer:
    """What a write answers: the record as it is now."""
    data = record_of(call, resource, public_id)
    headers = {"ETag": version_of(data)}
    if status == 201:
        headers["Location"] = f"/api/v1/{resource.key}/{public_id}"
    return Answer(data, status=status, headers=headers)


def version_of(data: Mapping[str, Any]) -> str:
    """The version of a record as this person reads it: it changes with anything that they see."""
    content = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:24]}"'


@contextmanager
def held(call: Call, resource: Resource, rows: QuerySet[Row]) -> Iterator[Row]:
    """The record that the address names, to change it: one transaction, and in the version that the caller asks for.

    Raises Http404 for one that the person does not see, Problem (412) when `If-Match` names another version.
    """
    with transaction.atomic():
        row = load(rows, call.public_id)
        wanted = call.request.headers.get("If-Match", "").strip()
        if wanted and wanted != "*":
            # Writing first makes whoever comes with the same version at the same moment wait, then read what is new.
            type(row)._default_manager.filter(pk=row.pk).update(updated_at=F("updated_at"))
            row = load(rows, call.public_id)
            require_version(call, resource)
        yield row


def remover(
    resource: Resource, visible: Callable[[Actor], QuerySet[Row]], delete: Callable[[Actor, Row], object]
) -> Callable[[Call], Answer]:
    """What serves DELETE: the action `delete` on a record among the `visible` ones."""

    def remove(call: Call) -> Answer:
        with held(call, resource, visible(call.actor)) as row:
            delete(call.actor, row)
        return Answer(status=204)

    return remove


def require_version(call: Call, resource: Resource) -> None:
    """Raise Problem (412) when `If-Match` names another version than the one that is stored."""
    wanted = call.request.headers.get("If-Match", "").strip()
    if not wanted or wanted == "*":
        return
    current = version_of(record_of(call, resource, call.public_id))
    if current not in [each.strip().removeprefix("W/") for each in wanted.split(",")]:
        detail = _("La fiche a changé depuis que vous l’avez lue. Rien n’a été enregistré : relisez-la.")
        raise Problem("changed", detail, headers={"ETag": current})


def load(rows: QuerySet[Row], public_id: str) -> Row:
    """The row of this id among those the person sees; raises Http404."""
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
