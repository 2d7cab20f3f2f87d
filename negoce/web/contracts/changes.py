"""What is done to a contract: renewed, terminated, invoiced, recalled to the customer."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_bill import bill_contract
from negoce.loyalty.actions.contract_renew import renew_contract
from negoce.loyalty.actions.contract_terminate import terminate_contract
from negoce.loyalty.models import Contract
from negoce.loyalty.queries.contracts import contracts_for_page
from negoce.outbox.enums import MessageKind
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language
from negoce.web.orders.marks import day_words
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft


class EndForm(forms.Form):
    """How and when a contract ends."""

    noticed_on = forms.CharField(label=_("Préavis reçu le"), required=False, widget=day_input())
    ends_on = forms.CharField(
        label=_("Se termine le"),
        required=False,
        widget=day_input(),
        help_text=_("Vide : dès que le préavis le permet."),
    )
    agreed = forms.BooleanField(label=_("D’un commun accord"), required=False)
    reason = forms.CharField(label=_("Motif"), max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "POST"])
def termination(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a contract."""
    actor, found = _load(request, public_id, Permission.EDIT)
    context = {
        "title": _now("Résilier %(number)s") % {"number": found.number},
        "url": reverse("contracts:termination", args=[public_id]),
        "notice": day_words(found.notice_on),
    }
    if request.method != "POST":
        first = {"noticed_on": format_date(timezone.localdate(), language()), "revision": found.revision}
        return show_form(request, "contracts/_end", EndForm(initial=first), context)
    form = EndForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    try:
        ended = terminate_contract(
            actor,
            found,
            reason=given.get("reason", ""),
            noticed_on=given.get("noticed_on") or None,
            ends_on=given.get("ends_on") or None,
            agreed=bool(given.get("agreed")),
            revision=given.get("revision"),
        )
    except Refused as refused:
        return show_refusal(request, "contracts/_end", form, refused, context)
    flash(request, _now("Le contrat se termine le %(day)s.") % {"day": day_words(ended.ends_on)})
    return go(request, _url(found))


@require_POST
def renewal(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more term, as both agreed."""
    actor, found = _load(request, public_id, Permission.EDIT)
    try:
        row = renew_contract(actor, found)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, _url(found))
    flash(request, _now("Renouvelé jusqu’au %(day)s.") % {"day": day_words(row.ends_on)})
    return go(request, _url(found))


@require_POST
def invoices(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the invoices of the periods that wait."""
    actor, found = _load(request, public_id, Permission.ISSUE_INVOICES)
    try:
        made = bill_contract(actor, found)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, _url(found))
    words = ngettext(
        "%(count)s brouillon de facture prêt à relire.",
        "%(count)s brouillons de factures prêts à relire.",
        len(made),
    )
    flash(request, words % {"count": len(made)})
    return go(request, _url(found))


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Recall to the customer when the contract goes on, and until when they may stop it."""
    _actor, found = _load(request, public_id, Permission.EDIT)
    draft = Draft(
        title=_now("Rappeler l’échéance de %(number)s") % {"number": found.number},
        kind=MessageKind.CONTRACT,
        company=found.company,
        contact=found.contact,
        template="contract_renewal",
        fields={
            "number": found.number,
            "notice_on": day_words(found.notice_on),
            "renewal_on": day_words(found.ends_on),
            "total": format_money(found.incl_vat, language(), found.currency),
        },
        related_kind="contract",
        related_id=found.public_id,
    )
    return compose_message(request, draft, url=request.path, done_url=_url(found))


def _load(request: HttpRequest, public_id: str, permission: Permission) -> tuple[Actor, Contract]:
    actor = actor_of(request)
    found = load_or_404(contracts_for_page(actor), public_id)
    require(actor, permission)
    return actor, found


def _url(found: Contract) -> str:
    return reverse("contracts:contract", args=[found.public_id])
