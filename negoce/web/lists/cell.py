"""A cell edited where it stands: GET gives its field, POST stores it through the record's own action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.contacts.update import update_contact
from negoce.companies.actions.custom_value_set import set_custom_value
from negoce.companies.custom_known import find_custom
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.models import Company
from negoce.companies.permissions import is_custom
from negoce.companies.queries.custom_fields import custom_value
from negoce.companies.queries.lists.fields import Emptiness, emptiness
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.html import NOTHING
from negoce.web.http import actor_of, load_or_404
from negoce.web.lists.cells import may_edit_column, value_writer
from negoce.web.lists.nouns import SCREENS
from negoce.web.lists.screen_type import Update
from negoce.web.lists.state import definition_or_404


def _company(actor: Actor, row: Any, changes: Mapping[str, object], seen: Mapping[str, object] | None) -> Any:
    return update_company(actor, row, changes=changes, seen=seen)


def _contact(actor: Actor, row: Any, changes: Mapping[str, object], seen: Mapping[str, object] | None) -> Any:
    return update_contact(actor, row, changes=changes, seen=seen)


UPDATES: Mapping[str, Update] = {"companies": _company, "contacts": _contact}


def _update_of(key: str) -> Update | None:
    return UPDATES.get(key) or SCREENS[key].update


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str, public_id: str, column: str) -> HttpResponse:
    """The field of one cell, or what became of it: the value, or the field with what is wrong."""
    actor = actor_of(request)
    definition = definition_or_404(key)
    require(actor, definition.edit_permission)
    spec = understand(definition, actor, Asked())
    shown = spec.readable.get(column)
    if shown is None or not shown.editable or _update_of(key) is None:
        raise Http404(_("Ce champ ne se modifie pas ici."))
    if not may_edit_column(spec, shown):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    row = load_or_404(definition.visible(actor), public_id)
    if request.method == "GET":
        stored = _stored(row, shown)
        return _field(request, spec, shown, value=as_seen(stored), seen=as_seen(stored))
    if request.POST.get("keep") == "theirs":
        return _value(spec, shown, row)
    return _save(request, spec, shown, row)


def _save(request: HttpRequest, spec: ListSpec, column: Column, row: Model) -> HttpResponse:
    value, seen = request.POST.get("value", ""), request.POST.get("seen")
    typed = (
        value.replace(".", ",")
        if column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY) and spec.actor.language == "fr"
        else value
    )
    try:
        after = _update(spec, column, row, typed, seen)
    except Conflict as conflict:
        # What is stored now is what the person has seen once this answer is read.
        fresh = load_or_404(spec.definition.visible(spec.actor), row.public_id)  # type: ignore[attr-defined]  # every record of a list has one
        answer = _field(
            request,
            spec,
            column,
            value=value,
            seen=as_seen(_stored(fresh, column)),
            error=conflict.message,
            conflict=True,
        )
        answer.status_code = 409
        return answer
    except Refused as refused:
        message = next(iter(refused.fields.values()), [refused.message])[0]
        answer = _field(request, spec, column, value=value, seen=seen or "", error=message)
        answer.status_code = 422
        return answer
    return _value(spec, column, after)


def _update(spec: ListSpec, column: Column, row: Model, typed: str, seen: str | None) -> Model:
    name = column.editable
    if is_custom(name):
        set_custom_value(spec.actor, row, key=name, value=typed, seen=seen)  # type: ignore[arg-type]  # only companies and contacts have such fields
        return row
    update = _update_of(spec.definition.key)
    assert update is not None  # `edit` has looked
    changed: Model = update(spec.actor, row, {name: typed}, None if seen is None else {name: seen})
    return changed


def _stored(row: Model, column: Column) -> object:
    if is_custom(column.key):
        field = find_custom("company" if isinstance(row, Company) else "contact", column.key)
        return custom_value(field, row.pk) if field else None
    return getattr(row, column.path)


def _value(spec: ListSpec, column: Column, row: Model) -> HttpResponse:
    stored = _stored(row, column)
    return HttpResponse(
        str(NOTHING) if stored is None or stored == "" else value_writer(spec, column)(stored)
    )


def _field(
    request: HttpRequest,
    spec: ListSpec,
    column: Column,
    *,
    value: str,
    seen: str,
    error: str = "",
    conflict: bool = False,
) -> HttpResponse:
    context = {
        "label": column.label,
        "here": request.path,
        "value": value,
        "seen": seen,
        "error": error,
        "conflict": conflict,
        "options": _options(spec, column),
        "numeric": column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY),
    }
    return HttpResponse(render_to_string("web/lists/_cell_field.html", context, request=request))


def _options(spec: ListSpec, column: Column) -> list[tuple[str, str]]:
    if column.kind is ColumnKind.PERSON:
        people = [(str(one.id), one.full_name) for one in spec.directory.people.values() if one.is_active]
        return [("", _("Personne")), *people]
    if column.options is None:
        return []
    empty = [] if emptiness(spec.definition.model, column.path) is Emptiness.NEVER else [("", "—")]
    return [*empty, *((code, str(label)) for code, label in column.options(spec.actor))]
