"""The addresses of a company, in the dialog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.address_create import create_address
from negoce.companies.actions.address_delete import delete_address
from negoce.companies.actions.address_update import update_address
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address
from negoce.companies.rules.address_values import FIELDS
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import add_trigger, close_dialog, toast
from negoce.web.companies.page import load_record
from negoce.web.companies.record import CompanyRecord
from negoce.web.http import load_or_404


class AddressForm(forms.Form):
    """The values of an address. They are checked by the action; this form only shows them."""

    kind = forms.ChoiceField(label=_("Usage"))
    label = forms.CharField(label=_("Libellé"), required=False)
    line1 = forms.CharField(label=_("Adresse"), required=False)
    line2 = forms.CharField(label=_("Complément"), required=False)
    postal_code = forms.CharField(label=_("Code postal"), required=False)
    city = forms.CharField(label=_("Ville"), required=False)
    country = forms.CharField(label=_("Pays"), required=False, initial="FR")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", choice_options(AddressKind))
        self.fields["postal_code"].widget.attrs |= {
            "hx-get": reverse("companies:towns"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#towns",
            "autocomplete": "off",
        }
        self.fields["city"].widget.attrs |= {"list": "towns", "autocomplete": "off"}
        self.fields["country"].widget.attrs["maxlength"] = 2


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new address."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    title = _now("Nouvelle adresse")
    url = reverse("companies:address_new", args=[public_id])
    if request.method == "GET":
        first = AddressKind.DELIVERY if record.company.city else AddressKind.HEAD_OFFICE
        return _form(request, record, AddressForm(initial={"kind": first.value}), url, title)
    try:
        create_address(record.actor, record.company, values=_values(request))
    except Refused as refused:
        return _refused(request, record, refused, url, title)
    return _done(_now("Adresse ajoutée."))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str, address_id: str) -> HttpResponse:
    """An address that exists."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    address = _address(record, address_id)
    title = _now("Adresse")
    url = reverse("companies:address", args=[public_id, address_id])
    if request.method == "GET":
        form = AddressForm(initial={name: getattr(address, name) for name in FIELDS})
        return _form(request, record, form, url, title, address)
    seen = {name: request.POST[f"seen_{name}"] for name in FIELDS if f"seen_{name}" in request.POST}
    try:
        update_address(record.actor, address, changes=_values(request), seen=seen)
    except Refused as refused:
        fresh = _address(record, address_id)
        return _refused(request, record, refused, url, title, fresh)
    return _done(_now("Adresse enregistrée."))


@require_POST
def deletion(request: HttpRequest, public_id: str, address_id: str) -> HttpResponse:
    """Remove an address."""
    record = load_record(request, public_id)
    delete_address(record.actor, _address(record, address_id))
    return _done(_now("Adresse retirée."))


def _address(record: CompanyRecord, address_id: str) -> Address:
    return load_or_404(Address.objects.filter(company=record.company).order_by("id"), address_id)


def _values(request: HttpRequest) -> Mapping[str, object]:
    return {name: request.POST[name] for name in FIELDS if name in request.POST}


def _form(
    request: HttpRequest,
    record: CompanyRecord,
    form: AddressForm,
    url: str,
    title: str,
    address: Address | None = None,
) -> HttpResponse:
    seen = [(f"seen_{name}", getattr(address, name)) for name in FIELDS] if address is not None else []
    remove = ""
    if address is not None:
        remove = reverse("companies:address_deletion", args=[record.company.public_id, address.public_id])
    context = {"form": form, "url": url, "title": title, "seen": seen, "remove_url": remove}
    return render(request, "web/companies/_address.html", context)


def _refused(
    request: HttpRequest,
    record: CompanyRecord,
    refused: Refused,
    url: str,
    title: str,
    address: Address | None = None,
) -> HttpResponse:
    form = AddressForm(request.POST)
    form.is_valid()
    form.errors.clear()
    for name, messages in refused.fields.items():
        form.add_error(name if name in form.fields else None, list(messages))
    answer = _form(request, record, form, url, title, address)
    answer.status_code = 409 if isinstance(refused, Conflict) else 422
    return answer


def _done(words: str) -> HttpResponse:
    answer = HttpResponse(status=204)
    toast(answer, words)
    close_dialog(answer)
    for key in ("addresses", "reach", "journal"):
        add_trigger(answer, f"panel-{key}")
    return answer
