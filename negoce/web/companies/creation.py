"""Quick create: six fields in a dialog, and a warning when the company may be there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.models import Company
from negoce.companies.queries.company_page import possible_owners
from negoce.companies.queries.duplicates_typed import Candidate, find_similar
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.duplicates.guesses import told_to
from negoce.web.http import actor_of

_SIREN_DIGITS = 9
# What tells a company that is there already, as far as the form or its address has it.
_TYPED = ("name", "number", "phone", "email", "website", "postal_code", "city")


class CompanyForm(forms.Form):
    """What is asked of a new company. Values are checked by the action; this form only shows them."""

    name = forms.CharField(label=_("Nom"), strip=False)
    number = forms.CharField(label=_("SIREN ou SIRET"), required=False)
    postal_code = forms.CharField(label=_("Code postal"), required=False)
    city = forms.CharField(label=_("Ville"), required=False)
    phone = forms.CharField(label=_("Téléphone"), required=False)
    owner = forms.ChoiceField(label=_("Suivi par"), required=False)
    parent_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        people = [(person.public_id, person.full_name) for person in possible_owners()]
        offer(self, "owner", [("", _("Personne ne la suit")), *people])
        # What a field asks for while it is typed in is not what its form does when sent.
        own_swap = {"hx-select": "unset", "hx-swap": "innerHTML"}
        similar = {
            **own_swap,
            "hx-get": reverse("companies:similar"),
            "hx-target": "#similar",
            "hx-include": "closest form",
        }
        for name in ("name", "number", "phone", "city"):
            self.fields[name].widget.attrs |= {
                **similar,
                "hx-trigger": "input changed delay:300ms",
                "hx-sync": "closest form:replace",
                "autocomplete": "off",
            }
        self.fields["name"].widget.attrs["autofocus"] = True
        self.fields["number"].widget.attrs["inputmode"] = "numeric"
        self.fields["postal_code"].widget.attrs |= {
            **own_swap,
            "hx-get": reverse("companies:towns"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#towns",
            "inputmode": "numeric",
            "autocomplete": "off",
        }
        self.fields["city"].widget.attrs["list"] = "towns"
        self.fields["phone"].widget.input_type = "tel"


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, and the creation."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    if request.method == "POST":
        return _create(request, actor)
    mine = User.objects.filter(pk=actor.user_id or 0).values_list("public_id", flat=True).first()
    given = {name: request.GET.get(name, "")[:200] for name in ("name", "number", "parent_of")}
    return _form(request, actor, CompanyForm(initial={**given, "owner": mine}))


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """Companies that may be the one being typed."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    return render(request, "web/companies/_similar.html", {"candidates": _candidates(actor, request.GET)})


def _create(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = CompanyForm(request.POST)
    form.is_valid()
    form.errors.clear()
    try:
        company = create_company(actor, values=_values(request.POST))
        _link_to_daughter(request, actor, company)
    except Refused as refused:
        for name, messages in refused.fields.items():
            shown = {"siren": "number", "siret": "number"}.get(name, name)
            form.add_error(shown if shown in form.fields else None, list(messages))
        answer = _form(request, actor, form)
        answer.status_code = 422
        return answer
    flash(request, _now("%(name)s est dans le fichier.") % {"name": company.name})
    daughter = _daughter(request, actor)
    target = company_url(daughter or company)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def _form(request: HttpRequest, actor: Actor, form: CompanyForm) -> HttpResponse:
    typed = {name: form[name].value() or "" for name in _TYPED if name in form.fields}
    fragment = bool(request.headers.get("HX-Request"))
    template = "web/companies/_new.html" if fragment else "web/companies/new.html"
    return render(request, template, {"form": form, "candidates": _candidates(actor, typed)})


def _values(posted: Mapping[str, str]) -> Mapping[str, object]:
    number = posted.get("number", "")
    digits = sum(char.isdigit() for char in number)
    owner = posted.get("owner", "")
    return {
        "name": posted.get("name", ""),
        "siren" if digits <= _SIREN_DIGITS + 1 else "siret": number,
        "postal_code": posted.get("postal_code", ""),
        "city": posted.get("city", ""),
        "phone": posted.get("phone", ""),
        "owner": User.objects.filter(public_id=owner, is_active=True).first() if owner else None,
    }


def _candidates(actor: Actor, typed: Mapping[str, str]) -> Sequence[Candidate]:
    number = typed.get("number", "")[:40]
    others = {name: typed.get(name, "")[:200] for name in _TYPED if name != "number"}
    found = find_similar(actor, but=None, siren=number, siret=number, vat_number=number, **others)
    return told_to(actor, found, [others["phone"], others["email"], number])


def _daughter(request: HttpRequest, actor: Actor) -> Company | None:
    wanted = request.POST.get("parent_of", "")
    return visible_companies(actor).filter(public_id=wanted).first() if wanted else None


def _link_to_daughter(request: HttpRequest, actor: Actor, company: Company) -> None:
    """A company created from the picker of a parent becomes that parent."""
    daughter = _daughter(request, actor)
    if daughter is not None:
        update_company(actor, daughter, changes={"parent": company})
