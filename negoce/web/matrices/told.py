"""The dialog by which a reason to leave or to stay is noted, and its withdrawal."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.told_reason import tell_reason, withdraw_reason
from negoce.portfolio.enums import ReasonSide
from negoce.portfolio.matrices.words import REASON_SIDES, TOLD
from negoce.portfolio.models import ToldReason
from negoce.web.companies.competitor_input import competitor_attributes
from negoce.web.companies.page import load_record
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404

_FORM = "matrices/_told"
_PANELS = ("reasons", "journal")


class ToldForm(forms.Form):
    """What is asked of a reason. The action checks it; this form only shows it."""

    reason = forms.ChoiceField(label=_("Raison"), choices=[("", ""), *TOLD.items()])
    told_on = forms.CharField(label=_("Dit le"), widget=day_input())
    competitor = forms.CharField(label=_("Concurrent"), required=False, max_length=120)
    note = forms.CharField(
        label=_("Précision"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["competitor"].widget.attrs |= competitor_attributes()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str, side: str) -> HttpResponse:
    """Note why the company left or stays."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    if side not in set(ReasonSide):
        raise Http404(_now("Cette page n’existe pas."))
    context = {
        "title": REASON_SIDES[side],
        "url": reverse("company_targets:reason_new", args=[public_id, side]),
        "guarded": False,
    }
    if request.method == "GET":
        first = {"told_on": f"{timezone.localdate():%d/%m/%Y}"}
        return show_form(request, _FORM, ToldForm(initial=first), context)
    values = {name: request.POST.get(name, "") for name in ("reason", "competitor", "told_on", "note")}
    try:
        tell_reason(
            record.actor,
            record.company,
            side=side,
            values=values,
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _FORM, ToldForm(request.POST), refused, context)
    return done(_now("Raison notée."), _PANELS)


@require_POST
def removal(request: HttpRequest, public_id: str, reason_id: str) -> HttpResponse:
    """Take a reason back."""
    record = load_record(request, public_id)
    rows = ToldReason.objects.filter(company=record.company).order_by("pk")
    withdraw_reason(record.actor, load_or_404(rows, reason_id))
    return done(_now("Raison retirée."), _PANELS)
