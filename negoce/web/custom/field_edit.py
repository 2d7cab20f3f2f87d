"""A custom field edited where it stands: GET gives its control, POST stores it and gives the value back."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.actions.custom_value_set import set_custom_value
from negoce.companies.custom_known import find_custom
from negoce.companies.enums import CustomType
from negoce.companies.models import Company, Contact
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.custom_fields import Stored, custom_value
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.words.custom_values import options_of
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.toasts import add_trigger
from negoce.web.companies.page import load_record as load_company
from negoce.web.contacts.record import load_record as load_contact
from negoce.web.custom.panel import custom_url, kind_of, value_or_prompt

NUMERIC = (CustomType.NUMBER, CustomType.AMOUNT)
Row = Company | Contact


@require_http_methods(["GET", "POST"])
def company(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """A field of a company."""
    record = load_company(request, public_id)
    return _answer(request, record.actor, record.company, key)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """A field of a contact."""
    record = load_contact(request, public_id)
    return _answer(request, record.actor, record.contact, key)


def _answer(request: HttpRequest, actor: Actor, row: Row, key: str) -> HttpResponse:
    field = find_custom(kind_of(row), key)
    if field is None or field.archived:
        raise Http404(_("Ce champ n’existe plus, ou il est archivé."))
    require(actor, Permission.EDIT)
    if not may_write_field(actor, field.kind, key):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    stored = custom_value(field, row.pk)
    if request.method == "GET":
        return _control(request, row, field, _typed(actor, field, stored), as_seen(stored))
    if request.POST.get("keep") == "theirs":
        return HttpResponse(value_or_prompt(field, stored))
    return _save(request, actor, row, field)


def _save(request: HttpRequest, actor: Actor, row: Row, field: KnownField) -> HttpResponse:
    typed, seen = request.POST.get("value", ""), request.POST.get("seen")
    reason = request.POST.get("guard_reason", "")
    try:
        stored = set_custom_value(actor, row, key=field.key, value=typed, seen=seen, guard_reason=reason)
    except Conflict as conflict:
        # What is stored now is what the person has seen once this answer is read.
        now = as_seen(conflict.current)
        return _control(request, row, field, typed, now, error=conflict.message, status=409)
    except Refused as refused:
        message = " ".join(next(iter(refused.fields.values()), [refused.message]))
        guarded = isinstance(refused, FreeTextRefused)
        return _control(request, row, field, typed, seen or "", error=message, status=422, guarded=guarded)
    answer = HttpResponse(value_or_prompt(field, stored))
    add_trigger(answer, "panel-thread")
    return answer


def _typed(actor: Actor, field: KnownField, stored: Stored) -> str:
    """What the control holds when it opens: as the person would type it."""
    if isinstance(stored, date):
        return f"{stored:%d/%m/%Y}"
    plain = as_seen(stored)
    return plain.replace(".", ",") if field.type in NUMERIC and actor.language == "fr" else plain


def _control(
    request: HttpRequest,
    row: Row,
    field: KnownField,
    value: str,
    seen: str,
    *,
    error: str = "",
    status: int = 200,
    guarded: bool = False,
) -> HttpResponse:
    offered = [(code, words) for code, words in options_of(field) if _is_offered(field, code, seen)]
    context = {
        "label": field.label,
        "here": custom_url(row, field),
        "value": value,
        "seen": seen,
        "error": error,
        "conflict": status == 409,
        "options": [("", "—"), *offered] if offered else [],
        "numeric": field.type in NUMERIC,
        "guarded": guarded,
        "guard_reason": request.POST.get("guard_reason", ""),
    }
    markup = render_to_string("web/custom/_field.html", context, request=request)
    return HttpResponse(markup, status=status)


def _is_offered(field: KnownField, code: str, seen: str) -> bool:
    """A retired choice is offered only where it is what is held."""
    one = field.choice(code)
    return one is None or not one.retired or code == seen
