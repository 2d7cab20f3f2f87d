"""A new quote: at once where the company is known, else with the choice of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.models import Deal
from negoce.web.activities.who import who_of_page
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

_TEMPLATE = "quotes/_new"


class NewQuoteForm(forms.Form):
    """What is asked of a new quote. Values are checked by the action; this form only shows them."""

    company_name = forms.CharField(label=_("Entreprise"))
    title = forms.CharField(label=_("Objet"), required=False, strip=False)
    contact_id = forms.CharField(required=False, widget=forms.HiddenInput)
    deal_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        search_company(self.fields["company_name"], reverse("contacts:companies"))
        self.fields["title"].widget.attrs |= {"autocomplete": "off", "maxlength": "160"}


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, filled from `?company=`, `?contact=` or `?deal=`, and the creation."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    if request.method == "POST":
        return _create(request, actor)
    contact = _contact(actor, request.GET.get("contact", ""))
    deal = _deal(actor, request.GET.get("deal", ""))
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    home = home or (contact.company if contact else None) or (deal.company if deal else None)
    home = home or who_of_page(actor, request).company
    initial = {
        "company_name": home.name if home else "",
        "title": deal.name if deal else "",
        "contact_id": contact.public_id if contact else "",
        "deal_id": deal.public_id if deal else "",
    }
    return show_form(request, _TEMPLATE, NewQuoteForm(initial=initial), _context(actor, {}, home))


def _create(request: HttpRequest, actor: Actor) -> HttpResponse:
    posted, home = request.POST, None
    try:
        home = required_company(actor, posted)
        contact = _contact(actor, posted.get("contact_id", ""))
        deal = _deal(actor, posted.get("deal_id", ""))
        quote = create_quote(
            actor,
            home,
            contact=contact if contact and contact.company_id == home.pk else None,
            deal=deal if deal and deal.company_id == home.pk else None,
            title=posted.get("title", ""),
        )
    except Refused as refused:
        context = _context(actor, posted, home)
        names = {"company": "company_name"}
        return show_refusal(request, _TEMPLATE, NewQuoteForm(posted), refused, context, names)
    return go(request, reverse("quotes:quote", args=[quote.public_id]))


def _context(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = typed.get("company_name", "")[:200]
    return {
        "title": _now("Nouveau devis"),
        "url": reverse("quotes:create"),
        **choices_context(actor, "" if home else name, chosen=home),
    }


def _contact(actor: Actor, public_id: str) -> Contact | None:
    rows = visible_contacts(actor).select_related("company")
    return rows.filter(public_id=public_id).first() if public_id else None


def _deal(actor: Actor, public_id: str) -> Deal | None:
    """A deal of a company that the actor may see."""
    rows = Deal.objects.filter(company__in=visible_companies(actor), deleted_at__isnull=True)
    return rows.select_related("company").filter(public_id=public_id).first() if public_id else None
