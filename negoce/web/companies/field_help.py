"""While a field is being typed in: checks of numbers, and suggestions for codes and companies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import ActivityCodeVersion
from negoce.companies.queries.companies import search_companies
from negoce.companies.queries.duplicates_typed import find_similar
from negoce.companies.rules.activity_codes import search_activity_codes
from negoce.companies.rules.company_values import read_value
from negoce.companies.rules.identifiers import format_vat_number, vat_number_of
from negoce.companies.rules.legal_forms import common_legal_forms, search_legal_forms
from negoce.companies.rules.postal_codes import towns_of
from negoce.companies.words.choices import choice_label
from negoce.companies.words.company_values import show_value
from negoce.companies.words.findings import say
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.kit.explain import Finding
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.page import load_record
from negoce.web.companies.record import CompanyRecord
from negoce.web.http import actor_of

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value to choose: its words, and what distinguishes it."""

    value: str
    label: str
    note: str = ""


@require_GET
def check(request: HttpRequest, name: str) -> HttpResponse:
    """Whether what is typed is right: a tick with the number as it is written, or the reason why not.

    It tells who has a number already, hidden companies by their name alone: only those who enter data ask.
    """
    require_any(actor_of(request), Permission.CREATE, Permission.EDIT)
    field = FIELDS.get(name)
    if field is None or not field.checked:
        raise Http404(_("Ce champ n’existe pas."))
    typed = request.GET.get("value", request.GET.get(name, ""))[:200]
    parsed = read_value(name, typed)
    context = {
        "shown": show_value(name, parsed.value) if parsed.value else "",
        "problem": _problem(request, name, typed, parsed.finding),
        "beside": _beside(name, str(parsed.value or "")),
    }
    return render(request, "web/companies/_check.html", context)


def _problem(request: HttpRequest, name: str, typed: str, finding: Finding | None) -> str:
    if finding is not None:
        return say(finding)
    if name not in ("siren", "siret") or not typed.strip():
        return ""
    company_id = request.GET.get("company", "")
    but = load_record(request, company_id).company.pk if len(company_id) == 12 else None
    same = find_similar(actor_of(request), but=but, **{name: typed})
    if not same:
        return ""
    return say(Finding("siren.used", "warning", {"name": same[0].name}))


def _beside(name: str, value: str) -> str:
    """What the number tells: the VAT number of a SIREN, the towns of a postal code."""
    if name in ("siren", "siret") and value:
        number = format_vat_number(vat_number_of(value[:9]))
        return _("n° de TVA : %(number)s") % {"number": number}
    if name == "postal_code" and value:
        return ", ".join(town.name for town in towns_of(value)[:4])
    return ""


@require_GET
def towns(request: HttpRequest) -> HttpResponse:
    """The towns of a postal code, as the choices of a text field."""
    names = [town.name for town in towns_of(request.GET.get("postal_code", "")[:10].strip())]
    return render(request, "web/companies/_towns.html", {"names": names})


@require_GET
def suggestions(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """What may be meant by the words typed in a searched field."""
    record = load_record(request, public_id)
    query = request.GET.get("q", "")[:100]
    found = _FINDERS.get(name)
    if found is None:
        raise Http404(_("Ce champ n’existe pas."))
    create_url = ""
    if name == "parent" and query.strip() and record.actor.may(Permission.CREATE):
        words = urlencode({"name": query.strip(), "parent_of": record.company.public_id})
        create_url = f"{reverse('companies:create')}?{words}"
    context = {
        "suggestions": found(record, query),
        "field": FIELDS[name],
        "company": record.company,
        "create_url": create_url,
        "query": query,
    }
    return render(request, "web/companies/_suggestions.html", context)


def _activity_codes(_record: CompanyRecord, query: str) -> Sequence[Suggestion]:
    return [
        Suggestion(
            f"{code.version.value}:{code.code}",
            f"{code.code} {code.label}",
            choice_label(ActivityCodeVersion, code.version.value),
        )
        for code in search_activity_codes(query, timezone.localdate(), limit=_SHOWN)
    ]


def _legal_forms(_record: CompanyRecord, query: str) -> Sequence[Suggestion]:
    forms = search_legal_forms(query, limit=_SHOWN) if query.strip() else common_legal_forms()[:_SHOWN]
    return [
        Suggestion(form.code, form.short_label, form.label if form.abbreviation else "") for form in forms
    ]


def _parents(record: CompanyRecord, query: str) -> Sequence[Suggestion]:
    rows = search_companies(record.actor, query, but=record.company.pk, limit=_SHOWN)
    return [Suggestion(row.public_id, row.name, row.city) for row in rows]


_FINDERS = {"activity_code": _activity_codes, "legal_form": _legal_forms, "parent": _parents}
