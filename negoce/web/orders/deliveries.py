"""Deliveries of an order: what leaves, what arrives, what comes back, and their notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.numbers import parse_decimal
from negoce.kit.refusal import Refused
from negoce.orders.actions.delivery_arrive import arrive
from negoce.orders.actions.delivery_cancel import cancel_delivery
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.actions.delivery_return import take_back
from negoce.orders.actions.delivery_writing import progress_of
from negoce.orders.documents.order_documents import delivery_note, order_confirmation
from negoce.orders.models import Delivery, OrderTerms
from negoce.orders.queries.handled import visible_deliveries
from negoce.orders.rules.order_progress import LineProgress
from negoce.orders.rules.shipment import Shipment
from negoce.orders.words import RETURN_REASONS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.changes import ReasonForm, load_handled, order_url, run_dialog
from negoce.web.orders.figures import language, quantity_words
from negoce.web.orders.papers import pdf_answer


class QuantitiesForm(forms.Form):
    """One field a line, given as texts; the rest of a delivery or of a return stands beside."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, lines: Sequence[LineProgress], filled: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.rows: list[tuple[LineProgress, str]] = []
        for line in lines:
            name = f"quantity-{line.key}"
            first = _typed(line.left) if filled and line.left else ""
            widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            self.fields[name] = forms.CharField(
                label=line.label, required=False, initial=first, widget=widget
            )
            self.rows.append((line, name))

    def quantities(self) -> dict[int, Decimal]:
        """What was typed, by line; raises Refused for what is not a number. Empty cells are left out."""
        found: dict[int, Decimal] = {}
        wrong: dict[str, list[str]] = {}
        for line, name in self.rows:
            read = parse_decimal(str(self.cleaned_data.get(name) or ""), "," if language() == "fr" else ".")
            if read.refused:
                wrong[name] = [_now("Écrivez un nombre, par exemple 12 ou 2,5.")]
            elif read.value is not None and read.value != 0:
                found[line.key] = read.value
        if wrong:
            raise Refused(_now("Une quantité n’est pas lisible. Rien n’a été enregistré."), fields=wrong)
        return found

    def shown(self) -> list[Mapping[str, object]]:
        """The rows of the table."""
        return [
            {
                "label": line.label,
                "ordered": quantity_words(line.ordered),
                "delivered": quantity_words(line.delivered),
                "left": quantity_words(line.left),
                "field": self[name],
            }
            for line, name in self.rows
        ]


class DeliverForm(QuantitiesForm):
    """What leaves, and when."""

    shipped_on = forms.CharField(label=_("Partie le"), required=False, widget=day_input())
    delivered_on = forms.CharField(
        label=_("Arrivée (ou prestation exécutée) le"), required=False, widget=day_input()
    )
    carrier = forms.CharField(label=_("Transporteur"), required=False, max_length=80)
    tracking = forms.CharField(label=_("N° de suivi"), required=False, max_length=120)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    allow_over = forms.BooleanField(label=_("Livrer plus que commandé"), required=False)


class ReturnForm(QuantitiesForm):
    """What came back, and why."""

    reason = forms.ChoiceField(label=_("Pourquoi"))
    on = forms.CharField(label=_("Revenue le"), required=False, widget=day_input())
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    replace = forms.BooleanField(label=_("À remplacer : à livrer de nouveau"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "reason", [("", _("Choisir…")), *RETURN_REASONS.items()])


@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose lines and quantities; what is left is proposed."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    lines = progress_of(terms)
    context = _about(terms, "deliver", _now("Livrer"))
    if request.method != "POST":
        first = {"revision": terms.revision, "shipped_on": format_date(timezone.localdate(), language())}
        # Of many lines, a few leave: it is quicker to type those than to empty the others.
        form = DeliverForm(lines=lines, filled="empty" not in request.GET, initial=first)
        return show_form(request, "orders/_deliver", form, context)
    form = DeliverForm(request.POST, lines=lines, filled=False)
    if not form.is_valid():
        return show_form(request, "orders/_deliver", form, context, 422)
    given = form.cleaned_data
    try:
        shipment = Shipment(
            quantities=form.quantities(),
            shipped_on=given.get("shipped_on"),
            delivered_on=given.get("delivered_on"),
            carrier=given.get("carrier", ""),
            tracking=given.get("tracking", ""),
            note=given.get("note", ""),
            allow_over=bool(given.get("allow_over")),
        )
        made = deliver_order(actor, terms.order, shipment=shipment, revision=given.get("revision"))
    except Refused as refused:
        return show_refusal(request, "orders/_deliver", form, refused, context)
    return _done(request, terms, made, _now("Livraison %(number)s enregistrée."))


@require_http_methods(["GET", "POST"])
def returned(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what the customer sent back."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    lines = [line for line in progress_of(terms) if line.delivered > 0]
    context = _about(terms, "returned", _now("Noter un retour")) | {"is_return": True}
    if request.method != "POST":
        first = {
            "revision": terms.revision,
            "on": format_date(timezone.localdate(), language()),
            "replace": True,
        }
        form = ReturnForm(lines=lines, filled=False, initial=first)
        return show_form(request, "orders/_return", form, context)
    form = ReturnForm(request.POST, lines=lines, filled=False)
    form.is_valid()  # the action judges the reason
    given = form.cleaned_data
    try:
        made = take_back(
            actor,
            terms.order,
            quantities=form.quantities(),
            reason=request.POST.get("reason", ""),
            note=given.get("note", ""),
            on=given.get("on"),
            replace=bool(given.get("replace")),
            revision=given.get("revision"),
        )
    except Refused as refused:
        return show_refusal(request, "orders/_return", form, refused, context)
    return _done(request, terms, made, _now("Retour %(number)s enregistré."))


@require_http_methods(["GET", "POST"])
def arrival(request: HttpRequest, public_id: str) -> HttpResponse:
    """The day on which a delivery arrived."""
    actor, delivery = load_delivery(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    terms = delivery.order
    context = {
        "title": _now("Livraison %(number)s arrivée") % {"number": delivery.number},
        "url": reverse("orders:delivery_arrive", args=[public_id]),
        "submit": _now("Enregistrer"),
    }

    def act(values: Mapping[str, Any]) -> str:
        arrive(actor, delivery, on=values["delivered_on"], revision=values["revision"])
        return _now("Livraison %(number)s arrivée.") % {"number": delivery.number}

    first = {"delivered_on": format_date(timezone.localdate(), language())}
    return run_dialog(request, terms, "orders/_arrival", ArrivalForm, context, act, first)


class ArrivalForm(forms.Form):
    """When it arrived."""

    delivered_on = forms.CharField(label=_("Arrivée le"), widget=day_input())
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "POST"])
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back a delivery recorded by mistake."""
    actor, delivery = load_delivery(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    context = {
        "title": _now("Annuler la livraison %(number)s") % {"number": delivery.number},
        "url": reverse("orders:delivery_cancel", args=[public_id]),
        "submit": _now("Annuler la livraison"),
        "danger": True,
        "explain": _now("Pour une erreur de saisie : ses quantités redeviennent à livrer."),
    }

    def act(values: Mapping[str, Any]) -> str:
        cancel_delivery(actor, delivery, reason=values["reason"], revision=values["revision"])
        return _now("La livraison %(number)s est annulée.") % {"number": delivery.number}

    return run_dialog(request, delivery.order, "orders/_reason", ReasonForm, context, act)


@require_GET
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    """The delivery note, without prices."""
    _actor, delivery = load_delivery(request, public_id)
    return pdf_answer(delivery_note(delivery))


@require_GET
def confirmation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The confirmation of the order."""
    _actor, terms = load_handled(request, public_id)
    return pdf_answer(order_confirmation(terms))


def load_delivery(request: HttpRequest, public_id: str) -> tuple[Actor, Delivery]:
    """A delivery of an order that the person sees; 404 otherwise."""
    actor = actor_of(request)
    return actor, load_or_404(visible_deliveries(actor), public_id)


def _about(terms: OrderTerms, name: str, title: str) -> dict[str, object]:
    url = reverse(f"orders:{name}", args=[terms.order.public_id])
    return {"title": f"{title} · {terms.order.reference}", "url": url, "is_return": False}


def _done(request: HttpRequest, terms: OrderTerms, made: Delivery, words: str) -> HttpResponse:
    label = _now("Ouvrir le bon")
    url = reverse("orders:delivery_note", args=[made.public_id])
    flash(request, words % {"number": made.number}, link_url=url, link_label=label)
    return go(request, order_url(terms))


def _typed(quantity: Decimal) -> str:
    """A quantity as a person types it."""
    written = f"{quantity.normalize():f}"
    return written.replace(".", ",") if language() == "fr" else written
