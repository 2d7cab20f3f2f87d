"""Quick create: who, where, how to reach them; and a warning when the person may be known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.contacts.create_with_company import create_with_company
from negoce.companies.models import Company
from negoce.companies.queries.duplicates_typed_people import PersonCandidate, find_similar_people
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.contacts.company_choice import OTHER, choices_context, company_or_named
from negoce.web.contacts.forms import ContactForm
from negoce.web.contacts.record import contact_url
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.duplicates.guesses import told_to
from negoce.web.http import actor_of, go

_ASKED = (
    *("civility", "first_name", "last_name", "function", "department", "decision_power"),
    *("email", "phone", "mobile", "linkedin", "information_source"),
)
_TEMPLATE = "contacts/_new"
# Where a company that is created is, as a card tells it: name of the input, field of the company.
_PLACE = {"company_postal_code": "postal_code", "company_city": "city"}
_INPUTS = {
    "company": "company_name",
    "name": "company_name",
    **dict.fromkeys(_PLACE.values(), "company_name"),
}


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, and the creation."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    if request.method == "POST":
        return _create(request, actor)
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    return show_new(request, {"company_name": home.name} if home else {}, home)


def show_new(request: HttpRequest, given: Mapping[str, str], home: Company | None = None) -> HttpResponse:
    """The form of a new person with what is known of them, and who they may be already."""
    typed = {} if home else given
    return show_form(
        request, _TEMPLATE, ContactForm(initial=dict(given)), _context(actor_of(request), typed, home)
    )


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """People who may be the one being typed."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    return render(
        request, "web/contacts/_similar.html", {"candidates": _candidates(actor, request.GET, home)}
    )


def _create(request: HttpRequest, actor: Actor) -> HttpResponse:
    home = None
    try:
        home = company_or_named(actor, request.POST)
        values = {name: request.POST[name] for name in _ASKED if request.POST.get(name, "").strip()}
        reason = request.POST.get("guard_reason", "")
        if home is None:
            place = {_PLACE[name]: request.POST[name] for name in _PLACE if request.POST.get(name)}
            company = {"name": request.POST.get("company_name", ""), **place}
            contact = create_with_company(actor, company=company, values=values, guard_reason=reason)
        else:
            contact = create_contact(actor, company=home, values=values, guard_reason=reason)
    except Refused as refused:
        form = ContactForm(request.POST)
        context = _context(actor, request.POST, home)
        return show_refusal(request, _TEMPLATE, form, refused, context, _INPUTS)
    flash(request, _("%(name)s est dans le fichier.") % {"name": contact.full_name})
    return go(request, contact_url(contact))


def _context(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = typed.get("company_name", "")[:200]
    place = [(each, typed[each][:100]) for each in _PLACE if typed.get(each)]
    return {
        "title": _("Nouvel interlocuteur"),
        "url": reverse("contacts:create"),
        "candidates": _candidates(actor, typed, home) if typed else [],
        "guarded": False,
        "place": place,
        "place_words": " ".join(words for _name, words in place),
        **choices_context(actor, "" if home else name, chosen=home, create=OTHER),
    }


def _candidates(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Sequence[PersonCandidate]:
    email, numbers = typed.get("email", "")[:254], [typed.get(name, "")[:40] for name in ("phone", "mobile")]
    found = find_similar_people(
        actor,
        company=home,
        first_name=typed.get("first_name", "")[:80],
        last_name=typed.get("last_name", "")[:80],
        email=email,
        numbers=numbers,
    )
    return told_to(actor, found, [email, *numbers])
