"""Offers by segment: for which status, until when, whom to call, and which playbook carries them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.automation.actions.segment_offer_save import save_segment_offer, withdraw_segment_offer
from negoce.automation.models import PlaybookStep, SegmentOffer
from negoce.automation.playbook_words import playbook_name
from negoce.catalogue.models import ProductFamily
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import Condition, Operator
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.orders.figures import language

_TEMPLATE = "playbooks/_offer"
_FIELDS = ("name", "status", "words", "reduction", "starts_on", "ends_on")


class OfferForm(forms.Form):
    """An offer. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom"))
    status = forms.ChoiceField(label=_("Pour les entreprises au statut"))
    family = forms.ChoiceField(label=_("Famille de produits"), required=False)
    words = forms.CharField(label=_("Ce qui est proposé"), widget=forms.Textarea(attrs={"rows": 4}))
    reduction = forms.CharField(label=_("Avantage"), required=False)
    starts_on = forms.CharField(label=_("Du"), required=False, widget=day_input())
    ends_on = forms.CharField(label=_("Au"), widget=day_input())

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "status", [(key.value, words) for key, words in STATUS_LABELS.items()])
        families = ProductFamily.objects.order_by("name", "pk")
        offer(self, "family", [("", _now("Toutes")), *((each.public_id, each.name) for each in families)])


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every offer, the latest first."""
    require(actor_of(request), Permission.MANAGE_TARGETS)
    carried = PlaybookStep.objects.filter(removed_at__isnull=True).select_related("playbook").order_by("pk")
    rows = SegmentOffer.objects.select_related("family").order_by("-ends_on", "-pk")
    today = timezone.localdate()
    lines = [_line(each, today) for each in rows.prefetch_related(Prefetch("steps", queryset=carried))[:200]]
    columns = (
        TableColumn(_now("Offre")),
        TableColumn(_now("Statut")),
        TableColumn(_now("Période")),
        TableColumn(_now("Scénarios")),
        TableColumn(""),
    )
    return render(
        request,
        "web/playbooks/offers.html",
        {"lines": lines, "columns": columns, "playbooks_url": reverse("playbooks:list")},
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more offer."""
    require(actor_of(request), Permission.MANAGE_TARGETS)
    context = {"title": _now("Nouvelle offre"), "url": request.path, "revision": None}
    if request.method == "GET":
        return show_form(
            request, _TEMPLATE, OfferForm(initial={"starts_on": _day(timezone.localdate())}), context
        )
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is offered, to whom, until when."""
    require(actor_of(request), Permission.MANAGE_TARGETS)
    row = load_or_404(SegmentOffer.objects.select_related("family"), public_id)
    context = {"title": _now("Modifier l’offre"), "url": request.path, "revision": row.revision}
    if request.method == "GET":
        first = {
            **{name: getattr(row, name) for name in ("name", "status", "words", "reduction")},
            "family": row.family.public_id if row.family is not None else "",
            "starts_on": _day(row.starts_on),
            "ends_on": _day(row.ends_on),
        }
        return show_form(request, _TEMPLATE, OfferForm(initial=first), context)
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an offer away."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    withdraw_segment_offer(actor, load_or_404(SegmentOffer.objects.all(), public_id))
    flash(request, _now("Offre retirée."))
    return redirect("segment_offers:list")


def _save(request: HttpRequest, row: SegmentOffer | None, context: Mapping[str, object]) -> HttpResponse:
    family = ProductFamily.objects.filter(public_id=request.POST.get("family", "")[:12]).first()
    values = {**{name: request.POST.get(name, "")[:4_000] for name in _FIELDS}, "family": family}
    try:
        save_segment_offer(
            actor_of(request), row, values=values, revision=whole_number(request.POST.get("revision", ""))
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, OfferForm(request.POST), refused, context)
    flash(request, _now("Offre enregistrée."))
    return go(request, reverse("segment_offers:list"))


def _line(row: SegmentOffer, today: date) -> Mapping[str, object]:
    runs = row.starts_on <= today <= row.ends_on
    period = _now("du %(start)s au %(end)s") % {
        "start": format_date(row.starts_on, language()),
        "end": format_date(row.ends_on, language()),
    }
    condition = write_condition(Condition("status", Operator.IS, (row.status,)))
    return {
        "row": row,
        "family": row.family.name if row.family is not None else "",
        "status": chip(str(STATUS_LABELS[LifeStatus(row.status)]), life=row.status),
        "period": period,
        "runs": runs,
        "playbooks": [
            {
                "name": playbook_name(each.playbook),
                "url": reverse("playbooks:playbook", args=[each.playbook.public_id]),
            }
            for each in row.steps.all()
        ],
        "call_url": f"{reverse('lists:companies')}?{urlencode({'filter': condition})}",
        "change_url": reverse("segment_offers:change", args=[row.public_id]),
        "removal_url": reverse("segment_offers:removal", args=[row.public_id]),
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
