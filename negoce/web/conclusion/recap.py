"""The dialog of the summary: drafted from the offer and what was conceded, to copy or to send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.models import Contact
from negoce.companies.queries.activities import people_of
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.conclusion.recap import send_recap
from negoce.negotiation.documents.recap import recap_texts
from negoce.negotiation.models import Deal, DealContact, Quote
from negoce.negotiation.queries.signing.agreed import what_was_agreed
from negoce.ui.components.forms import offer
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of

_TEMPLATE = "conclusion/_recap"
# People who count, and quotes, looked at to say whom to write to.
_MOST = 20
_LANGUAGES = (("fr", _("Français")), ("en", _("Anglais")))


class RecapForm(forms.Form):
    """To whom, in which language, with which words. The action checks it; this form only shows it."""

    contact = forms.ChoiceField(label=_("Destinataire"))
    language = forms.ChoiceField(label=_("Langue"), choices=_LANGUAGES)
    subject = forms.CharField(label=_("Objet"), max_length=200)
    text = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 16}), strip=False)

    def __init__(self, url: str, people: list[Contact], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(
            self,
            "contact",
            [("", "—"), *((each.public_id, f"{each.full_name} · {each.email}") for each in people)],
        )
        # Whom it is for and in which language: it is drafted anew.
        for name in ("contact", "language"):
            self.fields[name].widget.attrs |= {
                "hx-get": url,
                "hx-target": "#recap-form",
                "hx-select": "#recap-form",
                "hx-swap": "outerHTML",
                "hx-include": "#recap-form [name=contact], #recap-form [name=language]",
            }


@require_http_methods(["GET", "POST"])
def recap(request: HttpRequest, public_id: str) -> HttpResponse:
    """The draft, and its sending."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    there = [each for each in people_of(actor, deal.company) if each.company_id == deal.company_id]
    people = [each for each in there if each.email]
    context = {"title": _now("Récapitulatif"), "url": reverse("conclusion:recap", args=[public_id])}
    if request.method == "GET":
        form = RecapForm(str(context["url"]), people, initial=_draft(actor, deal, people, request.GET))
        if not form.initial["contact"]:
            form.fields["contact"].help_text = _without_address(deal, there)
        return show_form(request, _TEMPLATE, form, context)
    posted = request.POST
    try:
        message = send_recap(
            actor,
            deal,
            contact_id=posted.get("contact", ""),
            subject=posted.get("subject", ""),
            text=posted.get("text", ""),
            language="en" if posted.get("language") == "en" else "fr",
        )
    except Refused as refused:
        return show_refusal(
            request, _TEMPLATE, RecapForm(str(context["url"]), people, posted), refused, context
        )
    words = _now("Le récapitulatif part à %(address)s.") % {"address": message.to_address}
    return done(words, ("agreement", "leaving", "journal"))


def _draft(actor: Actor, deal: Deal, people: list[Contact], asked: Mapping[str, str]) -> Mapping[str, object]:
    contact = _chosen(deal, people, asked)
    agreed = what_was_agreed(actor, deal, contact, timezone.localdate())
    language = asked.get("language") or _usual(contact, agreed.version.language if agreed.version else "fr")
    language = "en" if language == "en" else "fr"
    subject, text = recap_texts(agreed, language)
    return {
        "contact": contact.public_id if contact is not None else "",
        "language": language,
        "subject": subject,
        "text": text,
    }


def _chosen(deal: Deal, people: list[Contact], asked: Mapping[str, str]) -> Contact | None:
    """Who is asked for, else the first who counts in the deal, else whom its quotes are for, else the only one."""
    if "contact" in asked:
        return next((each for each in people if each.public_id == asked["contact"]), None)
    keys = _counting(deal)
    keys += Quote.objects.filter(deal=deal).order_by("-pk").values_list("contact_id", flat=True)[:_MOST]
    found = sorted((each for each in people if each.pk in keys), key=lambda each: keys.index(each.pk))
    return found[0] if found else people[0] if len(people) == 1 else None


def _without_address(deal: Deal, there: list[Contact]) -> str:
    """Who counts in the deal and cannot be written to, for want of an address; empty when nobody is."""
    keys = _counting(deal)
    names = ", ".join(each.full_name for each in there if each.pk in keys and not each.email)
    return (
        _now("Sans adresse e-mail\u00a0: %(names)s. Ajoutez-la sur la fiche, ou copiez le texte.")
        % {"names": names}
        if names
        else ""
    )


def _counting(deal: Deal) -> list[int | None]:
    rows = DealContact.objects.filter(deal=deal).order_by("position", "pk")
    return list(rows.values_list("contact_id", flat=True)[:_MOST])


def _usual(contact: Contact | None, offered: str) -> str:
    return contact.language if contact is not None and contact.language else offered
