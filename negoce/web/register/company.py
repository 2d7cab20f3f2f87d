"""What the register says of one company, beside what we say: tick what to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.register_lookup import ask_lookup, register_is_on, take_values
from negoce.companies.enums import LookupState
from negoce.companies.models import Company, RegisterLookup
from negoce.companies.rules.register_values import FIELDS, register_differences, register_query
from negoce.companies.words.company_values import field_label, show_value
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.companies.page import load_record
from negoce.web.http import whole_number


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask (POST), wait, and compare."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    error = ""
    if request.method == "POST":
        try:
            ask_lookup(record.actor, record.company, query=request.POST.get("query", "")[:200])
        except Refused as refused:
            error = refused.message
        else:
            return redirect("register:company", public_id)
    company = record.company
    lookup = RegisterLookup.objects.filter(company=company).first()
    usual = register_query(company.siret, company.siren, company.name, company.city)
    context = {
        "company": company,
        "url": record.url,
        "page_url": reverse("register:company", args=[public_id]),
        "taking_url": reverse("register:taking", args=[public_id]),
        "is_on": register_is_on(),
        "error": error,
        "query": lookup.query if lookup is not None else usual,
        "state": lookup.state if lookup is not None else "",
        "waiting": lookup is not None and lookup.state == LookupState.WAITING.value,
        "answers": [] if lookup is None else _answers(company, lookup),
        "columns": (
            TableColumn(_("Reprendre")),
            TableColumn(_("Champ")),
            TableColumn(_("Chez nous")),
            TableColumn(_("Annuaire")),
        ),
    }
    return render(request, "web/register/company.html", context, status=422 if error else 200)


@require_POST
def taking(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the ticked fields of one answer."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    lookup = RegisterLookup.objects.filter(company=record.company).first()
    position = whole_number(request.POST.get("answer", ""), 2)
    try:
        if lookup is None or position is None:
            raise Refused(_("Cette réponse de l’annuaire n’est plus là. Interrogez-le de nouveau."))
        take_values(record.actor, lookup, position=position, fields=request.POST.getlist("fields")[:20])
    except Refused as refused:
        flash(request, refused.message)
        return redirect("register:company", public_id)
    flash(request, _("Fiche complétée depuis l’annuaire."))
    return redirect(record.url)


def _answers(company: Company, lookup: RegisterLookup) -> Sequence[Mapping[str, Any]]:
    ours = {name: getattr(company, name) for name in (*FIELDS, "headcount")}
    today = timezone.localdate()
    return [
        {
            "position": at,
            "name": each.get("name") or _("Nom non diffusible"),
            "place": f"{each.get('postal_code', '')} {each.get('city', '')}".strip(),
            "siren": show_value("siren", each.get("siren", "")),
            "is_closed": each.get("is_closed"),
            "is_hidden": each.get("is_hidden"),
            "is_same": bool(company.siren) and each.get("siren") == company.siren,
            "rows": [
                {
                    "field": row.field,
                    "label": field_label(row.field),
                    "ours": show_value(row.field, row.ours) if row.ours not in (None, "") else "",
                    "theirs": show_value(row.field, row.theirs),
                    "ticked": row.is_gap,
                }
                for row in register_differences(ours, each, today)
            ],
        }
        for at, each in enumerate(lookup.results)
    ]
