"""The dialog that changes how an order is paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.catalogue.words import TERMS
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.orders.actions.order_terms_change import change_terms
from negoce.ui.components.forms import offer
from negoce.web.orders.changes import load_handled, run_dialog
from negoce.web.orders.figures import language
from negoce.web.sale_lines.typing import number_text

_DECIMAL = {"autocomplete": "off", "inputmode": "decimal"}


class TermsForm(forms.Form):
    """With the order or by a term; a discount for paying early in figures, else in words."""

    payment_with_order = forms.ChoiceField(label=_("Paiement"), required=False)
    term_days = forms.CharField(
        label=_("Délai (jours)"), required=False, widget=forms.TextInput(attrs=_DECIMAL)
    )
    term_kind = forms.ChoiceField(label=_("Comptés"))
    early_percent = forms.CharField(
        label=_("Escompte conditionnel"), required=False, widget=forms.TextInput(attrs=_DECIMAL)
    )
    early_days = forms.CharField(
        label=_("sous (jours)"),
        required=False,
        widget=forms.TextInput(attrs=_DECIMAL),
        help_text=_("Comptés de la date de facture."),
    )
    early_payment = forms.CharField(label=_("ou en d’autres mots"), required=False, max_length=200)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "payment_with_order", [("", _("À terme")), ("1", _("À la commande"))])
        offer(self, "term_kind", TERMS)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, public_id: str) -> HttpResponse:
    """How the order is paid; what was invoiced keeps what it says."""
    actor, found = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    context = {
        "title": _now("Conditions de règlement · %(reference)s") % {"reference": found.order.reference},
        "url": reverse("orders:terms", args=[public_id]),
        "submit": _now("Enregistrer"),
    }

    def act(values: Mapping[str, Any]) -> str:
        given = dict(values)
        revision = given.pop("revision")
        change_terms(actor, found.order, given=given, revision=revision)
        return _now("Les conditions de règlement sont enregistrées.")

    initial = {
        "payment_with_order": "1" if found.payment_with_order else "",
        "term_days": str(found.term_days),
        "term_kind": found.term_kind,
        "early_percent": number_text(found.early.percent, language()) if found.early else "",
        "early_days": str(found.early.days) if found.early else "",
        "early_payment": found.early_payment,
    }
    return run_dialog(request, found, "orders/_terms", TermsForm, context, act, initial)
