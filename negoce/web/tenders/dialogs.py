"""The dialogs that enter a tender, change what is bought and change its days."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.enter import enter_tender
from negoce.negotiation.actions.tenders.save import update_tender
from negoce.negotiation.models import Deal, Tender
from negoce.negotiation.queries.deals.page import deals_for_page
from negoce.negotiation.rules.tender_values import DAYS
from negoce.ui.toasts import flash
from negoce.web.activities.form import public_id_of, user_of
from negoce.web.activities.who import who_of_page
from negoce.web.contacts.company_choice import OTHER, choices_context, company_or_named
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.tenders.forms import DaysForm, FactsForm, NewForm
from negoce.web.tenders.loading import load_tender, typed_day, whole_page
from negoce.web.typed_decimals import typed_amount

_FACTS = ("name", "buyer", "need", "call", "amount", "reference", "own_rules")


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A tender that no deal answers yet; its buyer may be a new company."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    if request.method == "GET":
        home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
        home = home or who_of_page(actor, request).company
        initial = {"owner": public_id_of(actor), "company_name": home.name if home else ""}
        return show_form(request, "tenders/_new", NewForm(initial=initial), _new_context(actor, {}, home))
    posted, home = request.POST, None
    try:
        home = company_or_named(actor, posted)
        row = enter_tender(
            actor,
            company=home,
            company_name=posted.get("company_name", ""),
            given={**_given(posted), **{name: posted[name] for name in DAYS if name in posted}},
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        context = _new_context(actor, posted, home)
        names = {"company": "company_name"}
        return show_refusal(request, "tenders/_new", NewForm(posted), refused, context, names)
    flash(request, _("L’appel d’offres « %(name)s » est entré.") % {"name": row.name})
    return go(request, reverse("tenders:tender", args=[row.public_id]))


@require_http_methods(["GET", "POST"])
def for_deal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tender that a deal answers, entered from the page of the deal."""
    actor = actor_of(request)
    deal = load_or_404(deals_for_page(actor), public_id)
    require(actor, Permission.CREATE)
    context = {"title": _("Appel d’offres"), "url": request.path, "deal": deal}
    if request.method == "GET":
        return show_form(request, "tenders/_new", NewForm(initial=_of_deal(actor, deal)), context)
    posted = request.POST
    try:
        row = enter_tender(
            actor,
            company=deal.company,
            deal=deal,
            given={**_given(posted), **{name: posted[name] for name in DAYS if name in posted}},
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, "tenders/_new", NewForm(posted), refused, context)
    return done(_("L’appel d’offres « %(name)s » est entré.") % {"name": row.name}, ["tender", "journal"])


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change who buys what."""
    actor = actor_of(request)
    row = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    context = {"title": _("La consultation"), "url": request.path, "revision": row.revision}
    if request.method == "GET":
        return show_form(request, "tenders/_facts", FactsForm(initial=_typed(actor, row)), context)
    return _save(
        request, actor, row, _given(request.POST), "tenders/_facts", FactsForm(request.POST), context
    )


@require_http_methods(["GET", "POST"])
def days(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the days that the buyer gives."""
    actor = actor_of(request)
    row = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    context = {"title": _("Dates"), "url": request.path, "revision": row.revision}
    if request.method == "GET":
        initial = {name: typed_day(getattr(row, name)) for name in DAYS}
        flags = {"electronic": row.electronic, "shortened": row.shortened}
        return show_form(request, "tenders/_days", DaysForm(initial={**initial, **flags}), context)
    given: dict[str, object] = {name: request.POST.get(name, "") for name in DAYS}
    given |= {name: name in request.POST for name in ("electronic", "shortened")}
    return _save(request, actor, row, given, "tenders/_days", DaysForm(request.POST), context)


def _save(
    request: HttpRequest,
    actor: Actor,
    row: Tender,
    given: Mapping[str, object],
    template: str,
    form: FactsForm | DaysForm,
    context: Mapping[str, object],
) -> HttpResponse:
    try:
        update_tender(
            actor,
            row,
            given=given,
            revision=seen_revision(request.POST.get("revision", "")),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, template, form, refused, context)
    return whole_page(_("Appel d’offres enregistré."))


def _given(posted: QueryDict) -> dict[str, object]:
    """What was typed of who buys what."""
    given: dict[str, object] = {name: posted.get(name, "") for name in _FACTS}
    owner = posted.get("owner", "")
    return {**given, "owner": user_of(owner) if owner else None}


def _typed(actor: Actor, row: Tender) -> Mapping[str, object]:
    return {
        **{name: getattr(row, name) for name in _FACTS},
        "amount": "" if row.amount is None else typed_amount(actor, row.amount),
        "owner": row.owner.public_id if row.owner is not None else "",
    }


def _of_deal(actor: Actor, deal: Deal) -> Mapping[str, object]:
    return {
        "name": deal.name,
        "amount": "" if deal.amount is None else typed_amount(actor, deal.amount),
        "owner": deal.owner.public_id if deal.owner is not None else "",
    }


def _new_context(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = typed.get("company_name", "")[:200]
    return {
        "title": _("Nouvel appel d’offres"),
        "url": reverse("tenders:create"),
        "deal": None,
        **choices_context(actor, "" if home else name, chosen=home, create=OTHER),
    }
