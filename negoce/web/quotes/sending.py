"""The dialog that sends a quote: to whom, with which words; the PDF and the link go along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.enums import ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.queries.activities import people_of
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date_long
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.send import LINK_MARK, send_quote
from negoce.negotiation.models import Quote, QuoteVersion
from negoce.negotiation.queries.quotes import current_version, quotes_for_page
from negoce.outbox.actions.texts import About, Texts, fill_in, find_template
from negoce.outbox.enums import MessageKind
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.public_links import public_link

_TEMPLATE = "quotes/_sending"


class SendingForm(forms.Form):
    """What is asked before a quote leaves. Values are checked by the action; this form only shows them."""

    contact = forms.ChoiceField(label=_("Destinataire"))
    email = forms.CharField(label=_("ou à cette adresse"), required=False)
    subject = forms.CharField(label=_("Objet"), max_length=200)
    text = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 10}), strip=False)

    def __init__(self, people: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "contact", [("", "—"), *people])
        self.fields["email"].widget.input_type = "email"


@require_http_methods(["GET", "POST"])
def sending(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form filled in from the house's template, and the sending; with `?chase=1` it asks after a quote sent."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    quote: Quote = load_or_404(quotes_for_page(actor), public_id)
    people = list(people_of(actor, quote.company))
    offered = [(each.public_id, f"{each.full_name} · {each.email}") for each in people if each.email]
    is_chase = request.GET.get("chase") == "1"
    context = _context(quote, is_chase=is_chase)
    if request.method == "GET":
        first = _initial(actor, quote, current_version(quote), "quote_chase" if is_chase else "quote_sent")
        return show_form(request, _TEMPLATE, SendingForm(offered, initial=first), context)
    posted = request.POST
    contact = next((each for each in people if each.public_id == posted.get("contact")), None)
    try:
        send_quote(
            actor,
            quote,
            subject=posted.get("subject", ""),
            text=posted.get("text", ""),
            contact=contact,
            email=posted.get("email", ""),
            address=lambda token: public_link(request, f"/q/{token}/"),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, SendingForm(offered, posted), refused, context)
    flash(
        request, _now("%(number)s part : le PDF et le lien sont dans le message.") % {"number": quote.number}
    )
    return go(request, reverse("quotes:quote", args=[quote.public_id]))


def _context(quote: Quote, *, is_chase: bool) -> Mapping[str, object]:
    title = _now("Relancer %(number)s") if is_chase else _now("Envoyer %(number)s")
    url = reverse("quotes:sending", args=[quote.public_id])
    return {
        "title": title % {"number": quote.number},
        "url": f"{url}?chase=1" if is_chase else url,
        "link_mark": LINK_MARK,
    }


def _initial(actor: Actor, quote: Quote, version: QuoteVersion, key: str) -> Mapping[str, object]:
    contact: Contact | None = quote.contact
    language = "en" if version.language == "en" else "fr"
    template = find_template(key, language)
    about = About(MessageKind.QUOTE, ContactPurpose.CONTRACTUAL, quote.company, contact)
    filled: Texts = fill_in(actor, template, about, _fields(quote, version, language))
    return {
        "contact": contact.public_id if contact is not None and contact.email else "",
        "subject": filled.subject,
        "text": filled.text,
    }


def _fields(quote: Quote, version: QuoteVersion, language: str) -> Mapping[str, str]:
    return {
        "number": quote.number,
        "date": format_date_long(version.issued_on, language) if version.issued_on else "",
        "net": format_money(version.net, language, version.currency),
        "total": format_money(version.incl_vat, language, version.currency),
        "valid_until": format_date_long(version.valid_until, language) if version.valid_until else "",
        "link": LINK_MARK,
    }
