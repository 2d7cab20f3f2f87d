"""The first step of what is typed for a customer, an order or a contract: whose it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import go

_TEMPLATE = "orders/_new"


class CustomerForm(forms.Form):
    """Whose order or contract it is."""

    company_name = forms.CharField(label=_("Entreprise"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        search_company(self.fields["company_name"], reverse("contacts:companies"))


def choose_customer(request: HttpRequest, actor: Actor, title: str, pages: str) -> HttpResponse:
    """Ask for the customer, then go to `<pages>:enter`; `?company=` answers beforehand.

    `pages` is the namespace whose `create` shows this form and whose `enter` takes the company's identifier.
    """
    known = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    if known is not None:
        return go(request, reverse(f"{pages}:enter", args=[known.public_id]))
    context = {
        "title": title,
        "url": reverse(f"{pages}:create"),
        **choices_context(actor, request.POST.get("company_name", "")[:200]),
    }
    if request.method != "POST":
        return show_form(request, _TEMPLATE, CustomerForm(), context)
    try:
        chosen = required_company(actor, request.POST)
    except Refused as refused:
        names = {"company": "company_name"}
        return show_refusal(request, _TEMPLATE, CustomerForm(request.POST), refused, context, names)
    return go(request, reverse(f"{pages}:enter", args=[chosen.public_id]))
