"""The head of a contract, changed in a dialog: what is bound by an invoice or by its end is shown, not offered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_head import bound_fields, change_contract_head
from negoce.loyalty.models import Contract, ContractPeriod
from negoce.loyalty.queries.contracts import contracts_for_page
from negoce.loyalty.words import KINDS, PERIODS, RENEWALS
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language

_TEMPLATE = "contracts/_head"
_DAYS = ("starts_on", "invoiced_until")


class HeadForm(forms.Form):
    """What a contract says of itself, its lines aside; `bound` fields cannot be typed in."""

    title = forms.CharField(label=_("Objet"))
    kind = forms.ChoiceField(label=_("Type"), choices=list(KINDS.items()))
    contact = forms.ChoiceField(label=_("Interlocuteur"), required=False)
    starts_on = forms.CharField(label=_("Commence le"), widget=day_input())
    term_months = forms.CharField(label=_("Durée (mois)"))
    renewal = forms.ChoiceField(label=_("Reconduction"), choices=list(RENEWALS.items()))
    notice_days = forms.CharField(label=_("Préavis (jours)"))
    period = forms.ChoiceField(label=_("Facturé chaque"), choices=list(PERIODS.items()))
    in_advance = forms.ChoiceField(
        label=_("Quand"), choices=[("1", _("d’avance")), ("", _("à terme échu"))], required=False
    )
    invoiced_until = forms.CharField(label=_("Facturé ailleurs jusqu’au"), required=False)
    buyer_reference = forms.CharField(label=_("Référence du client"), required=False)
    indexation = forms.CharField(
        label=_("Indexation"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *given: Any, people: list[tuple[str, str]], bound: tuple[str, ...], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ChoiceField)
        contact.choices = [("", "—"), *people]
        for name in bound:
            self.fields[name].disabled = True


@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dialog; posted, what may change is changed."""
    actor = actor_of(request)
    found = load_or_404(contracts_for_page(actor), public_id)
    require(actor, Permission.EDIT)
    people = list(visible_contacts(actor).filter(company=found.company).order_by("name_key"))
    is_invoiced = ContractPeriod.objects.filter(contract=found).exists()
    bound = bound_fields(found, is_invoiced=is_invoiced)
    context = {
        "title": _now("Modifier %(number)s") % {"number": found.number},
        "url": reverse("contracts:head", args=[public_id]),
        "is_invoiced": is_invoiced,
        "is_ended": "renewal" in bound,
    }
    given: dict[str, Any] = {
        "initial": _initial(found),
        "people": [(each.public_id, each.full_name) for each in people],
        "bound": bound,
    }
    if request.method != "POST":
        return show_form(request, _TEMPLATE, HeadForm(**given), context)
    form = HeadForm(request.POST, **given)
    values: dict[str, Any] = {
        name: request.POST.get(name, "")[:3_000]
        for name in form.fields
        if name not in (*bound, "contact", "revision", "in_advance")
    }
    values["in_advance"] = request.POST.get("in_advance") == "1"
    values["contact"] = next((each for each in people if each.public_id == request.POST.get("contact")), None)
    form.is_valid()
    try:
        change_contract_head(actor, found, values=values, revision=form.cleaned_data.get("revision"))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, form, refused, context)
    flash(request, _now("Le contrat est enregistré."))
    return go(request, reverse("contracts:contract", args=[public_id]))


def _initial(found: Contract) -> dict[str, object]:
    names = (
        "title",
        "kind",
        "term_months",
        "renewal",
        "notice_days",
        "period",
        "buyer_reference",
        "indexation",
    )
    days = {name: getattr(found, name) for name in _DAYS}
    return {
        **{name: getattr(found, name) for name in names},
        **{name: format_date(day, language()) if day else "" for name, day in days.items()},
        "in_advance": "1" if found.in_advance else "",
        "contact": found.contact.public_id if found.contact else "",
        "revision": found.revision,
    }
