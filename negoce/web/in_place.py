"""A field of a record edited where it stands: GET gives its control, POST stores it and gives its new value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.guard import TextWarned
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.html import or_prompt
from negoce.ui.toasts import add_trigger
from negoce.web.http import actor_of

Row = TypeVar("Row")
Control = Literal["line", "paragraphs", "number", "whole", "day", "moment", "choice", "yes_no", "person"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its words, what it is typed in, its unit; `enum` holds the values of a choice."""

    name: str
    label: Any
    control: Control = "line"
    suffix: Any = ""
    enum: Any = None
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed in a field; `seen` is what stood there before them, None when the page did not say."""

    name: str
    value: str
    seen: str | None
    guard_reason: str = ""


@dataclass(frozen=True, slots=True)
class Fields(Generic[Row]):
    """The fields of a kind of record, and how each is loaded, stored, shown, typed, seen and chosen.

    `load` takes a public id and raises Http404; `store` raises Refused and Conflict; `told` is the event that the
    page hears once a value is stored.
    """

    by_name: Mapping[str, Field]
    load: Callable[[Actor, str], Row]
    store: Callable[[Actor, Row, Typed], object]
    shown: Callable[[Row, str], SafeString]
    typed: Callable[[Row, str], str]
    seen: Callable[[Row, str], str]
    options: Callable[[Field], Sequence[tuple[str, str]]]
    told: str


def edit_in_place(request: HttpRequest, public_id: str, name: str, fields: Fields[Row]) -> HttpResponse:
    """The control of a field, or its new value; the control again, with why, when the value is refused or disputed."""
    field = fields.by_name.get(name)
    if field is None:
        raise Http404(_("Ce champ n’existe pas."))
    actor = actor_of(request)
    row = fields.load(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return _control(request, field, fields, row, value=fields.typed(row, name))
    posted = request.POST
    typed = Typed(name, posted.get("value", ""), posted.get("seen"), posted.get("guard_reason", ""))
    try:
        fields.store(actor, row, typed)
    except Conflict as conflict:
        fresh = fields.load(actor, public_id)
        return _control(request, field, fields, fresh, value=typed.value, refused=conflict)
    except Refused as refused:
        return _control(request, field, fields, row, value=typed.value, refused=refused, seen=typed.seen)
    answer = HttpResponse(or_prompt(fields.shown(fields.load(actor, public_id), name)))
    add_trigger(answer, fields.told)
    return answer


def _control(
    request: HttpRequest,
    field: Field,
    fields: Fields[Row],
    row: Row,
    *,
    value: str,
    refused: Refused | None = None,
    seen: str | None = None,
) -> HttpResponse:
    context = {
        "field": field,
        "value": value,
        "options": fields.options(field),
        "seen": fields.seen(row, field.name) if seen is None else seen,
        "errors": next(iter(refused.fields.values()), [refused.message]) if refused else [],
        "asks_reason": isinstance(refused, TextWarned)
        or (refused is not None and "guard_reason" in refused.fields),
    }
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return render(request, "web/_in_place.html", context, status=status)
