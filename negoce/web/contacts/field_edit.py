"""A field of a contact or of its main post edited where it stands; free text may need a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.actions.contacts.update import update_contact, update_post
from negoce.companies.models import Address, Contact
from negoce.companies.queries.company_page import company_addresses, possible_owners
from negoce.companies.queries.contacts import colleagues
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.phones import format_phone
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.words.choices import choice_options
from negoce.companies.words.contact_values import LANGUAGE_NAMES
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.html import or_prompt
from negoce.ui.toasts import add_trigger
from negoce.web.companies.fields import Control
from negoce.web.contacts.fields import CLOSED_LISTS, FIELDS, LINKS, ContactField
from negoce.web.contacts.head import head_context
from negoce.web.contacts.record import ContactRecord, load_record
from negoce.web.contacts.values import shown_value, stored_value


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or what became of it."""
    edited = FIELDS.get(name)
    record = load_record(request, public_id)
    if edited is None or (edited.of_post and record.post is None):
        raise Http404(_("Ce champ n’existe pas."))
    require(record.actor, Permission.EDIT)
    if not record.may_write(name):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    if request.method == "GET":
        return _control(request, record, edited, _current_input(record, edited))
    if request.POST.get("keep") == "theirs":
        return HttpResponse(_value_or_prompt(record, name))
    return _save(request, record, edited)


def _save(request: HttpRequest, record: ContactRecord, edited: ContactField) -> HttpResponse:
    typed = request.POST.get("value", "")
    try:
        _store(request, record, edited, typed)
    except Conflict as conflict:
        fresh = load_record(request, record.contact.public_id)
        return _control(request, fresh, edited, typed, error=conflict.message, status=409)
    except Refused as refused:
        messages = next(iter(refused.fields.values()), [refused.message])
        return _control(
            request,
            record,
            edited,
            typed,
            error=" ".join(messages),
            seen=request.POST.get("seen"),
            status=422,
            guarded=isinstance(refused, FreeTextRefused),
        )
    return _saved(load_record(request, record.contact.public_id), edited.name)


def _store(request: HttpRequest, record: ContactRecord, edited: ContactField, typed: str) -> None:
    seen = None
    if "seen" in request.POST:
        given = request.POST["seen"]
        seen = {edited.name: _linked(record, edited.name, given) if edited.name in LINKS else given}
    value = _linked(record, edited.name, typed) if edited.name in LINKS else typed
    named: dict[str, Any] = {"changes": {edited.name: value}, "seen": seen}
    reason = request.POST.get("guard_reason", "")
    if edited.of_post:
        assert record.post is not None
        update_post(record.actor, record.post, guard_reason=reason, **named)
    else:
        update_contact(record.actor, record.contact, guard_reason=reason, **named)


def _linked(record: ContactRecord, name: str, public_id: str) -> object:
    """The key of the record that a public id names; 0, which nothing has, for one that is not there."""
    if not public_id:
        return None
    rows = {
        "owner": User.objects.filter(is_active=True),
        "site": Address.objects.filter(company_id=record.contact.company_id),
        "guards": visible_contacts(record.actor),
    }[name]
    return rows.filter(public_id=public_id).values_list("pk", flat=True).first() or 0


def _current_input(record: ContactRecord, edited: ContactField) -> str:
    value = stored_value(record, edited.name)
    if edited.name in LINKS:
        return getattr(value, "public_id", "")
    if value is not None and hasattr(value, "strftime"):
        return value.strftime("%d/%m/%Y")
    if edited.input_type == "tel":
        return format_phone(as_seen(value))
    if edited.control is Control.NUMBER:
        plain = as_seen(value)
        return plain.replace(".", ",") if record.actor.language == "fr" else plain
    return as_seen(value)


def _seen_now(record: ContactRecord, edited: ContactField) -> str:
    value = stored_value(record, edited.name)
    return getattr(value, "public_id", "") if edited.name in LINKS else as_seen(value)


def _control(
    request: HttpRequest,
    record: ContactRecord,
    edited: ContactField,
    value: str,
    *,
    error: str = "",
    seen: str | None = None,
    status: int = 200,
    guarded: bool = False,
) -> HttpResponse:
    context: Mapping[str, object] = {
        "field": edited,
        "control": edited.control.value,
        "value": value,
        "seen": seen if seen is not None else _seen_now(record, edited),
        "error": error,
        "conflict": status == 409,
        "guarded": guarded,
        "guard_reason": request.POST.get("guard_reason", ""),
        "options": _options(record, edited),
        "here": reverse("contacts:field", args=[record.contact.public_id, edited.name]),
        "check_url": reverse("companies:check", args=[edited.check]) if edited.check else "",
    }
    return HttpResponse(
        render_to_string("web/contacts/_field.html", dict(context), request=request), status=status
    )


def _options(record: ContactRecord, edited: ContactField) -> Sequence[tuple[str, str]]:
    if edited.control is not Control.CHOICE:
        return []
    found: Sequence[tuple[str, str]]
    if edited.name == "owner":
        found = [(person.public_id, person.full_name) for person in possible_owners()]
    elif edited.name == "site":
        found = [
            (each.public_id, " · ".join(part for part in (each.label or each.line1, each.city) if part))
            for each in company_addresses(record.contact.company)
        ]
    elif edited.name == "guards":
        found = _people(colleagues(record.actor, record.contact.company_id, record.contact.pk))
    elif edited.name == "language":
        found = [(code, str(words)) for code, words in LANGUAGE_NAMES.items()]
        stored = record.contact.language
        if stored not in LANGUAGE_NAMES:
            found = [*found, (stored, stored)]
    else:
        found = choice_options(CLOSED_LISTS[edited.name])
    return [*([("", "—")] if edited.optional else []), *found]


def _people(found: Sequence[Contact]) -> Sequence[tuple[str, str]]:
    return [(person.public_id, person.full_name) for person in found]


def _saved(record: ContactRecord, name: str) -> HttpResponse:
    """The new value for the field's place; out of band, the head and the other places of the same value."""
    shown = _value_or_prompt(record, name)
    context = {**head_context(record), "field_name": name, "shown": shown}
    answer = HttpResponse(shown + render_to_string("web/contacts/_after_change.html", context))
    if name in ("function", "started_on"):
        add_trigger(answer, "panel-posts")
    return answer


def _value_or_prompt(record: ContactRecord, name: str) -> SafeString:
    return or_prompt(shown_value(record, name))
