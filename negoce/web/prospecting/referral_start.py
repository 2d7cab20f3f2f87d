"""A referral noted from the list: first who recommended us, then the dialog of that company."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.web.companies.page import load_record
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of
from negoce.web.prospecting.referrals import show_new

_TEMPLATE = "prospecting/_referral_start"


class StartForm(forms.Form):
    """Who recommended us."""

    company_name = forms.CharField(label=_("Qui nous a recommandés"))

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        search_company(self.fields["company_name"], reverse("contacts:companies"))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the company, then show its own form."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    typed = request.POST.get("company_name", "")[:200]
    context = {
        "title": _now("Noter une recommandation"),
        "url": request.path,
        "in_dialog": bool(request.headers.get("HX-Request")),
        **choices_context(actor, typed),
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, StartForm(), context)
    try:
        giver = required_company(actor, request.POST)
    except Refused as refused:
        return show_refusal(
            request, _TEMPLATE, StartForm(request.POST), refused, context, {"company": "company_name"}
        )
    return show_new(request, load_record(request, giver.public_id), "given")
