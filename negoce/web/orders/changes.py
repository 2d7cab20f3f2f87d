"""The dialogs that change an order: head, promise, cancellation, rest given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.order_cancel import cancel_unbilled_order
from negoce.companies.models import Address, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_close import close_rest
from negoce.orders.actions.order_update import update_order
from negoce.orders.actions.promise_change import change_promise
from negoce.orders.models import OrderTerms
from negoce.orders.queries.handled import terms_for_page
from negoce.orders.queries.order_page import orders_for_page
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.handled_page import address_words
from negoce.web.orders.marks import day_words
from negoce.web.orders.public_buyer import public_buyer

_NO_FILL = {"autocomplete": "off"}


class ReasonForm(forms.Form):
    """A reason, kept with what it explains."""

    reason = forms.CharField(
        label=_("Motif"), max_length=300, widget=forms.TextInput(attrs={"autofocus": True})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PromiseForm(ReasonForm):
    """A new date and why."""

    promised_on = forms.CharField(label=_("Nouvelle date promise"), widget=day_input())


class HeadForm(forms.Form):
    """What is written at the head of an order."""

    buyer_reference = forms.CharField(label=_("N° de commande du client"), required=False)
    commitment_number = forms.CharField(label=_("N° d’engagement"), required=False)
    service_code = forms.CharField(
        label=_("Code service"),
        required=False,
        widget=forms.TextInput(attrs={**_NO_FILL, "list": "services"}),
    )
    contact = forms.ChoiceField(label=_("Interlocuteur"), required=False)
    delivery_address = forms.ChoiceField(label=_("Livrer à"), required=False)
    billing_address = forms.ChoiceField(label=_("Facturer à"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *arguments: Any, people: list[tuple[str, str]], places: list[tuple[str, str]], **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, "contact", [("", "—"), *people])
        for name in ("delivery_address", "billing_address"):
            offer(self, name, [("", "—"), *places])


@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, public_id: str) -> HttpResponse:
    """Promise another day, and say why."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    context = _context(terms, "promise", _now("Changer la date promise"), _now("Promettre cette date"))
    context |= {"promised": day_words(terms.promised_on)}

    def act(values: Mapping[str, Any]) -> str:
        change = change_promise(
            actor,
            terms.order,
            promised_on=values["promised_on"],
            reason=values["reason"],
            revision=values["revision"],
        )
        return _now("Promise pour le %(day)s. Pensez à prévenir le client.") % {
            "day": day_words(change.after)
        }

    return run_dialog(request, terms, "orders/_promise", PromiseForm, context, act)


@require_http_methods(["GET", "POST"])
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cancel an order, with its reason."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    context = _context(terms, "cancellation", _now("Annuler la commande"), _now("Annuler la commande"))
    context |= {
        "danger": True,
        "explain": _now("Elle ne comptera plus dans les chiffres. C’est définitif."),
    }

    def act(values: Mapping[str, Any]) -> str:
        cancel_unbilled_order(actor, terms.order, reason=values["reason"], revision=values["revision"])
        return _now("La commande %(reference)s est annulée.") % {"reference": terms.order.reference}

    return run_dialog(request, terms, "orders/_reason", ReasonForm, context, act)


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give up what is left to deliver."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    context = _context(terms, "closing", _now("Solder le reste"), _now("Solder le reste"))
    context |= {
        "explain": _now("Ce qui reste à livrer sort du carnet ; ce qui est livré se facture normalement.")
    }

    def act(values: Mapping[str, Any]) -> str:
        close_rest(actor, terms.order, reason=values["reason"], revision=values["revision"])
        return _now("Le reste de la commande %(reference)s est soldé.") % {"reference": terms.order.reference}

    return run_dialog(request, terms, "orders/_reason", ReasonForm, context, act)


@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, public_id: str) -> HttpResponse:
    """References, contact, addresses, note."""
    actor, terms = load_handled(request, public_id)
    require(actor, Permission.MANAGE_ORDERS)
    company = terms.order.company
    people = list(visible_contacts(actor).filter(company=company).order_by("name_key"))
    places = list(Address.objects.filter(company=company).order_by("kind", "id"))
    context = _context(terms, "head", _now("Modifier l’en-tête"), _now("Enregistrer")) | public_buyer(company)

    def form_of(data: Any = None, initial: Mapping[str, object] | None = None) -> HeadForm:
        return HeadForm(
            data,
            initial=dict(initial or {}),
            people=[(each.public_id, each.full_name) for each in people],
            places=[(each.public_id, address_words(each) or each.get_kind_display()) for each in places],
        )

    def act(values: Mapping[str, Any]) -> str:
        given = dict(values)
        revision = given.pop("revision")
        given["contact"] = _of(people, given["contact"])
        for name in ("delivery_address", "billing_address"):
            given[name] = _of(places, given[name])
        update_order(actor, terms.order, values=given, revision=revision)
        return _now("L’en-tête est enregistré.")

    initial = {
        "buyer_reference": terms.buyer_reference,
        "commitment_number": terms.commitment_number,
        "service_code": terms.service_code,
        "note": terms.note,
        "contact": terms.contact.public_id if terms.contact else "",
        "delivery_address": terms.delivery_address.public_id if terms.delivery_address else "",
        "billing_address": terms.billing_address.public_id if terms.billing_address else "",
    }
    return run_dialog(request, terms, "orders/_head", form_of, context, act, initial)


def _of(rows: list[Any], public_id: str) -> Contact | Address | None:
    return next((row for row in rows if row.public_id == public_id), None)


def load_handled(request: HttpRequest, public_id: str) -> tuple[Actor, OrderTerms]:
    """The terms of an order that the person sees; 404 otherwise, and for an order of the past."""
    actor = actor_of(request)
    order = load_or_404(orders_for_page(actor), public_id)
    terms = terms_for_page(order)
    if terms is None:
        raise Http404(_now("Cette commande vient d’un autre logiciel : elle ne se suit pas ici."))
    return actor, terms


def order_url(terms: OrderTerms) -> str:
    """The page of an order."""
    return reverse("orders:order", args=[terms.order.public_id])


def _context(terms: OrderTerms, name: str, title: str, submit: str) -> dict[str, object]:
    url = reverse(f"orders:{name}", args=[terms.order.public_id])
    title = f"{title} · {terms.order.reference}"
    return {"title": title, "url": url, "submit": submit, "explain": "", "danger": False}


def run_dialog(
    request: HttpRequest,
    terms: OrderTerms,
    template: str,
    form_of: Callable[..., forms.Form],
    context: Mapping[str, object],
    act: Callable[[Mapping[str, Any]], str],
    initial: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Show a form; posted, do what it asks, say so on the page of the order, or show what was refused."""
    if request.method != "POST":
        first = {"revision": terms.revision, **(initial or {})}
        return show_form(request, template, form_of(initial=first), context)
    form = form_of(request.POST)
    if not form.is_valid():
        return show_form(request, template, form, context, 422)
    try:
        said = act(form.cleaned_data)
    except Refused as refused:
        return show_refusal(request, template, form_of(request.POST), refused, context)
    flash(request, said)
    return go(request, order_url(terms))
