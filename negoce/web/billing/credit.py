"""The dialog of a credit note: the whole, some lines, or an amount; then its draft."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.credits import credit_left, quantities_left
from negoce.billing.queries.document_page import documents_for_page
from negoce.catalogue.enums import LineKind
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.money import format_money
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language, quantity_words

_TEMPLATE = "billing/_credit"
WHOLE, LINES, AMOUNT = "whole", "lines", "amount"
WAYS = ((WHOLE, _("Tout ce qui reste")), (LINES, _("Des lignes")), (AMOUNT, _("Un montant TTC")))


class CreditForm(forms.Form):
    """What is credited and why. Values are checked by the action."""

    reason = forms.CharField(label=_("Motif, imprimé sur l’avoir"), strip=False)
    way = forms.ChoiceField(label=_("Ce qui est crédité"))
    incl_vat = forms.CharField(label=_("Montant TTC"), required=False)
    back_to_invoice = forms.BooleanField(
        label=_("Ce qui est crédité redevient à facturer (facture à refaire)"), required=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "way", list(WAYS))
        self.fields["reason"].widget.attrs |= {"maxlength": "200", "autocomplete": "off"}
        self.fields["incl_vat"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}


@require_http_methods(["GET", "POST"])
def credit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, and the draft of the credit note."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    found = load_or_404(documents_for_page(actor), public_id)
    if request.method != "POST":
        return show_form(request, _TEMPLATE, CreditForm(initial={"way": WHOLE}), _context(found, {}))
    posted = request.POST
    try:
        made = draft_credit(
            actor,
            found,
            reason=posted.get("reason", ""),
            back_to_invoice=bool(posted.get("back_to_invoice")),
            **_asked(found, posted),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, CreditForm(posted), refused, _context(found, posted))
    return go(request, reverse("billing:document", args=[made.public_id]))


def _asked(found: FiscalDocument, posted: QueryDict) -> dict[str, Any]:
    """The quantities or the amount that was typed. Raises Refused for what is no number."""
    way = posted.get("way", WHOLE)
    if way == AMOUNT:
        return {"incl_vat": _number(posted.get("incl_vat", ""), "incl_vat")}
    if way != LINES:
        return {}
    keys = found.lines.filter(kind=LineKind.ITEM.value).order_by("pk").values_list("pk", flat=True)
    typed = {key: posted.get(f"quantity-{key}", "").strip() for key in keys}
    return {"quantities": {key: _number(text, f"quantity-{key}") for key, text in typed.items() if text}}


def _number(text: str, name: str) -> Decimal:
    parsed = parse_decimal(text[:40], mark_of(language()))
    if parsed.value is None:
        words = _now("Écrivez un nombre, par exemple 12,50.")
        raise Refused(words, fields={name: [words]})
    return parsed.value


def _context(found: FiscalDocument, posted: Mapping[str, str]) -> Mapping[str, object]:
    left = quantities_left(found)
    whole = sum((each.base + each.vat for each in credit_left(found)), Decimal(0))
    lines = found.lines.filter(kind=LineKind.ITEM.value).order_by("position", "id")
    return {
        "title": _now("Avoir sur %(number)s") % {"number": found.number},
        "url": reverse("billing:credit", args=[found.public_id]),
        "left": format_money(whole, language(), found.currency),
        "has_order": found.order_id is not None,
        "lines": [
            {
                "key": line.pk,
                "label": line.label,
                "billed": quantity_words(line.quantity),
                "left": quantity_words(left[line.pk]),
                "typed": posted.get(f"quantity-{line.pk}", "")[:40],
            }
            for line in lines
        ],
    }
