"""The dialogs of a referral: noted, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.referral_save import change_referral, note_referral, withdraw_referral
from negoce.prospecting.actions.referral_to_new import note_referral_to_new
from negoce.prospecting.models import Referral
from negoce.prospecting.queries.referrals import visible_referrals
from negoce.prospecting.rules.referral_values import FIELDS
from negoce.prospecting.words.qualification import OUTCOMES
from negoce.ui.components.forms import offer
from negoce.web.companies.page import load_record
from negoce.web.companies.record import CompanyRecord
from negoce.web.contacts.company_choice import OTHER, choices_context, company_or_named, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404, whole_number

_TEMPLATE = "prospecting/_referral"
_PANELS = ("referrals", "journal")
_SIDES = ("given", "received")
_MOST_PEOPLE = 200


class ReferralForm(forms.Form):
    """What is asked of a referral. The action checks it; this form only shows it."""

    company_name = forms.CharField(label=_("Entreprise recommandée"))
    person = forms.ChoiceField(label=_("Qui en a parlé"), required=False)
    given_on = forms.CharField(label=_("Recommandée le"), widget=day_input())
    may_be_named = forms.BooleanField(label=_("Accepte d’être nommé"), required=False)
    consent_on = forms.CharField(label=_("Accord donné le"), required=False, widget=day_input())
    outcome = forms.ChoiceField(label=_("Suite"))
    won_on = forms.CharField(label=_("Première commande le"), required=False, widget=day_input())
    reward = forms.CharField(label=_("Remerciement"), required=False)
    reward_amount = forms.CharField(label=_("Ce qu’il coûte"), required=False)
    rewarded_on = forms.CharField(label=_("Remercié le"), required=False, widget=day_input())
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, record: CompanyRecord, side: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "outcome", list(OUTCOMES.items()))
        people = [(each.public_id, each.full_name) for each in record.people.contacts[:_MOST_PEOPLE]]
        offer(self, "person", [("", _now("Personne en particulier")), *people])
        if side == "received":
            self.fields["company_name"].label = _("Qui les a recommandés")
            self.fields["person"].label = _("À qui s’adresser chez eux")
        self.fields["may_be_named"].help_text = _(
            "Sans son accord, ne dites pas au prospect qui nous l’a recommandé."
        )
        self.fields["outcome"].help_text = _(
            "« Devenu client » se pose aussi tout seul à la première commande."
        )
        self.fields["reward_amount"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        asked = f"?create={OTHER}&first=1" if _creates(record, side) else ""
        search_company(self.fields["company_name"], reverse("contacts:companies") + asked)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str, side: str) -> HttpResponse:
    """A referral that the company gave, or by which it came to us."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    if side not in _SIDES:
        raise Http404
    if request.method == "GET":
        return show_new(request, record, side)
    context = _context(request, record, _title(record, side), create=OTHER if _creates(record, side) else "")
    try:
        _note(request, record, side)
    except Refused as refused:
        form = ReferralForm(record, side, request.POST)
        inputs = {"company": "company_name", "name": "company_name"}
        return show_refusal(request, _TEMPLATE, form, refused, context, inputs)
    return done(_now("Recommandation notée."), _PANELS)


def _note(request: HttpRequest, record: CompanyRecord, side: str) -> None:
    """Note it, with the company that is recommended when it is not in the file yet."""
    posted, given = request.POST, side == "given"
    choose = company_or_named if _creates(record, side) else required_company
    other = choose(record.actor, posted)
    person = _person(record, posted.get("person", ""))
    kept: dict[str, Any] = {"values": _typed(request), "reason": posted.get("guard_reason", "")}
    if other is None:
        name = posted.get("company_name", "")[:200]
        note_referral_to_new(
            record.actor, referrer=record.company, name=name, referrer_contact=person, **kept
        )
        return
    note_referral(
        record.actor,
        referrer=record.company if given else other,
        referred=other if given else record.company,
        referrer_contact=person if given else None,
        referred_contact=None if given else person,
        **kept,
    )


def _creates(record: CompanyRecord, side: str) -> bool:
    """Whether the other company may be created here: whom a customer recommends is often not in the file."""
    return side == "given" and record.actor.may(Permission.CREATE)


def show_new(request: HttpRequest, record: CompanyRecord, side: str) -> HttpResponse:
    """The form of a new referral of this company, empty."""
    first = {"given_on": f"{timezone.localdate():%d/%m/%Y}", "outcome": "waiting"}
    context = {
        "title": _title(record, side),
        "url": reverse("prospecting:referral_new", args=[record.company.public_id, side]),
        "guarded": False,
        "revision": None,
        **choices_context(record.actor, ""),
    }
    return show_form(request, _TEMPLATE, ReferralForm(record, side, initial=first), context)


def _title(record: CompanyRecord, side: str) -> str:
    words = (
        _now("%(company)s nous recommande") if side == "given" else _now("%(company)s nous a été recommandée")
    )
    return words % {"company": record.company.name}


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, referral_id: str) -> HttpResponse:
    """What became of it, whether they may be named, how they were thanked."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    row = _load(record, referral_id)
    side = "given" if row.referrer_company_id == record.company.pk else "received"
    title = _now("%(giver)s nous a recommandés à %(receiver)s") % {
        "giver": row.referrer_company.name,
        "receiver": row.referred_company.name,
    }
    context = {**_context(request, record, title), "revision": row.revision}
    if request.method == "GET":
        return show_form(
            request, _TEMPLATE, ReferralForm(record, side, initial=_initial(record, row)), context
        )
    try:
        change_referral(
            record.actor,
            row,
            values=_typed(request),
            revision=whole_number(request.POST.get("revision", "")),
            reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, ReferralForm(record, side, request.POST), refused, context)
    return done(_now("Recommandation modifiée."), _PANELS)


@require_POST
def removal(request: HttpRequest, public_id: str, referral_id: str) -> HttpResponse:
    """Take back one that was noted by mistake."""
    record = load_record(request, public_id)
    withdraw_referral(record.actor, _load(record, referral_id))
    return done(_now("Recommandation retirée."), _PANELS)


def _load(record: CompanyRecord, referral_id: str) -> Referral:
    rows = visible_referrals(record.actor).select_related("referrer_company", "referred_company")
    row = load_or_404(rows, referral_id)
    if record.company.pk not in (row.referrer_company_id, row.referred_company_id):
        raise Http404(_now("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    return row


def _context(
    request: HttpRequest, record: CompanyRecord, title: str, *, create: str = ""
) -> Mapping[str, object]:
    typed = request.POST.get("company_name", "")[:200]
    return {
        "title": title,
        "url": request.path,
        "guarded": False,
        "revision": None,
        **choices_context(record.actor, typed, create=create),
    }


def _person(record: CompanyRecord, public_id: str) -> Contact | None:
    if not public_id:
        return None
    rows = visible_contacts(record.actor).filter(company=record.company, public_id=public_id)
    return rows.order_by("pk").first()


def _typed(request: HttpRequest) -> Mapping[str, object]:
    return {name: request.POST.get(name, "")[:4_000] for name in FIELDS}


def _initial(record: CompanyRecord, row: Referral) -> Mapping[str, object]:
    amount = "" if row.reward_amount is None else f"{row.reward_amount:.2f}"
    return {
        **{name: _day(getattr(row, name)) for name in ("given_on", "consent_on", "won_on", "rewarded_on")},
        "may_be_named": row.may_be_named,
        "outcome": row.outcome,
        "reward": row.reward,
        "reward_amount": amount.replace(".", ",") if record.actor.language == "fr" else amount,
        "note": row.note,
    }


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
