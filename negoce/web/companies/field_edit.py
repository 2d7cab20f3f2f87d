"""A field edited where it stands: GET gives its control, POST stores it and gives the value back."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.company_checks import stored_values
from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.tag_set import set_company_tags
from negoce.companies.models import Tag
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.company_page import possible_owners
from negoce.companies.rules.company_derived import proposed_vat_number
from negoce.companies.words.company_values import show_value
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.kit.refusal import Conflict, Refused
from negoce.web.companies.field_answer import saved_answer, value_or_prompt
from negoce.web.companies.field_input import current_input, posted_change, seen_for_action, seen_now
from negoce.web.companies.fields import FIELDS, Control, Field
from negoce.web.companies.page import load_record
from negoce.web.companies.record import CompanyRecord
from negoce.web.companies.values import shown_value


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or what became of it."""
    edited = FIELDS.get(name)
    if edited is None:
        raise Http404(_("Ce champ n’existe pas."))
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    if not may_write_field(record.actor, "company", name):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    if request.method == "GET":
        return _control(request, record, edited, current_input(record, edited))
    if request.POST.get("keep") == "theirs":
        return HttpResponse(value_or_prompt(record, name))
    return _save(request, record, edited)


def _save(request: HttpRequest, record: CompanyRecord, edited: Field) -> HttpResponse:
    typed = request.POST.get("value", request.POST.get("q", ""))
    try:
        after = _store(request, record, edited)
    except Conflict as conflict:
        fresh = load_record(request, record.company.public_id)
        answer = _control(request, fresh, edited, typed, conflict.message, conflict=True)
        answer.status_code = 409
        return answer
    except Refused as refused:
        message = next(iter(refused.fields.values()), [refused.message])[0]
        answer = _control(request, record, edited, typed, message, seen=request.POST.get("seen"))
        answer.status_code = 422
        return answer
    return saved_answer(request, record, after, edited.name)


def _store(request: HttpRequest, record: CompanyRecord, edited: Field) -> CompanyRecord:
    company = record.company
    if edited.name == "tags":
        names = request.POST.get("value", "").split(",")
        set_company_tags(record.actor, company, names=names)
    else:
        changes = posted_change(record, edited, request.POST)
        seen = None
        if "seen" in request.POST:
            seen = {edited.name: seen_for_action(company, edited.name, request.POST["seen"])}
        update_company(record.actor, company, changes=changes, seen=seen)
    # Read again: an owner or a parent that changed brings other names along.
    return load_record(request, company.public_id)


def _control(
    request: HttpRequest,
    record: CompanyRecord,
    edited: Field,
    value: str,
    error: str = "",
    *,
    conflict: bool = False,
    seen: str | None = None,
) -> HttpResponse:
    context: Mapping[str, object] = {
        "field": edited,
        "company": record.company,
        "value": value,
        "seen": seen if seen is not None else seen_now(record, edited.name),
        "error": error,
        "conflict": conflict,
        "theirs": SafeString(shown_value(record, edited.name)) if conflict else "",
        "options": _options(record, edited),
        "tag_names": _tag_names(edited),
        "proposal": _proposal(record, edited),
    }
    template = f"web/companies/_field_{edited.control.value}.html"
    return HttpResponse(render_to_string(template, dict(context), request=request))


def _options(record: CompanyRecord, edited: Field) -> list[tuple[str, str]]:
    if edited.control is Control.PERSON:
        people = [(person.public_id, person.full_name) for person in possible_owners()]
        owner = record.company.owner
        if owner is not None and not owner.is_active:
            people.append((owner.public_id, owner.full_name))
        return [("", _("Personne ne la suit")), *people]
    if edited.options is None:
        return []
    return [*([("", "—")] if edited.optional else []), *edited.options()]


def _proposal(record: CompanyRecord, edited: Field) -> Mapping[str, str]:
    """A value that one press takes: the VAT number that the SIREN gives."""
    if edited.name != "vat_number":
        return {}
    number = proposed_vat_number(stored_values(record.company))
    return {"value": number, "shown": show_value("vat_number", number)} if number else {}


def _tag_names(edited: Field) -> list[str]:
    if edited.control is not Control.TAGS:
        return []
    return list(Tag.objects.order_by("name_key").values_list("name", flat=True)[:100])
