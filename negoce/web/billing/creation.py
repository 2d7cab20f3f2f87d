"""A new invoice that no order precedes: for whom, then its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.draft_free import draft_free
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

_TEMPLATE = "billing/_new"


class NewInvoiceForm(forms.Form):
    """For whom the invoice is."""

    company_name = forms.CharField(label=_("Entreprise"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        search_company(self.fields["company_name"], reverse("contacts:companies"))


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, filled from `?company=`, and the draft."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    if request.method != "POST":
        form = NewInvoiceForm(initial={"company_name": home.name if home else ""})
        return show_form(request, _TEMPLATE, form, _context(actor, {}, home))
    try:
        home = required_company(actor, request.POST)
        made = draft_free(actor, home)
    except Refused as refused:
        context, names = _context(actor, request.POST, home), {"company": "company_name"}
        return show_refusal(request, _TEMPLATE, NewInvoiceForm(request.POST), refused, context, names)
    return go(request, reverse("billing:document", args=[made.public_id]))


def _context(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = typed.get("company_name", "")[:200]
    return {
        "title": _now("Nouvelle facture"),
        "url": reverse("billing:create"),
        **choices_context(actor, "" if home else name, chosen=home),
    }
