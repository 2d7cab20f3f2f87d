"""The dialogs of a partnership: a new one, what it says, its deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.partnerships.save import delete_partnership, save_partnership
from negoce.negotiation.models import Partnership
from negoce.negotiation.words.partnership import KINDS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.activities.form import people_choices
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, seen_revision
from negoce.web.partnerships.page import load_partnership
from negoce.web.typed_decimals import typed_decimal

_TEMPLATE = "partnerships/_partnership"
_NAMES = ("name", "kind", "owner", "begins_on", "ends_on", "warning_days", "yearly_cost", "note")


class PartnershipForm(forms.Form):
    """What is asked. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom du partenariat"), max_length=160)
    company_name = forms.CharField(label=_("Entreprise partenaire"), required=False)
    kind = forms.ChoiceField(label=_("Sens"), choices=list(KINDS.items()))
    owner = forms.ChoiceField(label=_("Suivi par"), required=False)
    begins_on = forms.CharField(label=_("Début"), widget=day_input())
    ends_on = forms.CharField(label=_("Fin du contrat"), required=False, widget=day_input())
    warning_days = forms.CharField(
        label=_("Prévenir, en jours avant la fin"),
        required=False,
        help_text=_("Une tâche est planifiée ce jour-là."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    yearly_cost = forms.CharField(
        label=_("Coût annuel HT"),
        required=False,
        help_text=_("Temps passé, salons communs, cotisation…"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Ce que chacun apporte"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "owner", [("", _now("Personne")), *people_choices()])
        search_company(self.fields["company_name"], reverse("contacts:companies"))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more partnership."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    me = request.user
    assert isinstance(me, User)
    if request.method == "GET":
        home = visible_companies(actor).filter(public_id=request.GET.get("company", "")[:12]).first()
        first = {
            "company_name": home.name if home is not None else "",
            "owner": next((key for key, _name in people_choices() if key == me.public_id), ""),
            "begins_on": f"{timezone.localdate():%d/%m/%Y}",
            "warning_days": "90",
        }
        return show_form(request, _TEMPLATE, PartnershipForm(initial=first), _context(request, actor, home))
    posted, home = request.POST, None
    try:
        home = required_company(actor, posted)
        row = save_partnership(
            actor, None, company=home, given=_given(request), guard_reason=posted.get("guard_reason", "")
        )
    except Refused as refused:
        context = _context(request, actor, home)
        form = PartnershipForm(posted)
        return show_refusal(request, _TEMPLATE, form, refused, context, {"company": "company_name"})
    flash(request, _now("Le partenariat « %(name)s » est créé.") % {"name": row.name})
    return go(request, reverse("partnerships:partnership", args=[row.public_id]))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a partnership says."""
    actor = actor_of(request)
    row = load_partnership(actor, public_id)
    require(actor, Permission.EDIT)
    context = {
        **_context(request, actor, row.company),
        "title": _now("Modifier le partenariat"),
        "stored": row,
        "revision": row.revision,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, PartnershipForm(initial=_typed(actor, row)), context)
    try:
        save_partnership(
            actor,
            row,
            company=row.company,
            given=_given(request),
            revision=seen_revision(request.POST.get("revision", "")),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, PartnershipForm(request.POST), refused, context)
    flash(request, _now("Partenariat enregistré."))
    return go(request, reverse("partnerships:partnership", args=[public_id]))


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete one in which no deal was shared."""
    actor = actor_of(request)
    row = load_partnership(actor, public_id)
    try:
        delete_partnership(actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("partnerships:partnership", args=[public_id]))
    flash(request, _now("Le partenariat « %(name)s » est supprimé.") % {"name": row.name})
    return go(request, reverse("partnerships:list"))


def _given(request: HttpRequest) -> Mapping[str, str]:
    return {name: request.POST.get(name, "")[:4000] for name in _NAMES}


def _context(request: HttpRequest, actor: Actor, home: Company | None) -> dict[str, object]:
    typed = request.POST.get("company_name", "")[:200]
    return {
        "title": _now("Nouveau partenariat"),
        "url": request.path,
        "stored": None,
        "guarded": False,
        **choices_context(actor, "" if home else typed, chosen=home),
    }


def _typed(actor: Actor, row: Partnership) -> Mapping[str, object]:
    return {
        "name": row.name, "kind": row.kind, "note": row.note, "warning_days": row.warning_days,
        "company_name": row.company.name, "owner": row.owner.public_id if row.owner is not None else "",
        "begins_on": f"{row.begins_on:%d/%m/%Y}", "ends_on": f"{row.ends_on:%d/%m/%Y}" if row.ends_on else "",
        "yearly_cost": "" if row.yearly_cost is None else typed_decimal(actor, row.yearly_cost),
    }  # fmt: skip
