"""The dialogs of a year-end rebate: agreed, changed, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.billing.actions.rebates.agree import agree_rebate
from negoce.billing.actions.rebates.change import change_rebate
from negoce.billing.actions.rebates.close import close_rebate
from negoce.billing.actions.rebates.settle import settle_rebate
from negoce.billing.models import RebateAgreement
from negoce.billing.queries.rebates import visible_rebates
from negoce.billing.rules.rebate_plan import read_bands
from negoce.billing.rules.rebate_values import MOST_BANDS, TypedRebate
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.companies.page import load_record
from negoce.web.companies.record import CompanyRecord
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import go, load_or_404, whole_number

_TEMPLATE, _CLOSING = "rebates/_rebate", "rebates/_closing"
_PANELS = ("rebates", "years", "journal")
_PLAIN = {"autocomplete": "off"}
_NUMBER = {**_PLAIN, "inputmode": "decimal"}


class RebateForm(forms.Form):
    """What was agreed. The action checks it; this form only shows it."""

    label = forms.CharField(label=_("Intitulé"), widget=forms.TextInput(attrs=_PLAIN))
    starts_on = forms.CharField(label=_("À partir du"), widget=day_input())
    ends_on = forms.CharField(label=_("Jusqu’au"), widget=day_input())
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for at in range(1, MOST_BANDS + 1):
            top = forms.CharField(label=_("Achats jusqu’à"), required=False)
            rate = forms.CharField(label=_("Taux"), required=at == 1)
            top.widget.attrs |= _NUMBER
            rate.widget.attrs |= _NUMBER
            self.fields[f"up_to_{at}"], self.fields[f"percent_{at}"] = top, rate

    def bands(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The two inputs of each band."""
        for at in range(1, MOST_BANDS + 1):
            yield self[f"up_to_{at}"], self[f"percent_{at}"]


class ClosingForm(forms.Form):
    """The last day whose purchases count."""

    ends_on = forms.CharField(label=_("Dernier jour qui compte"), widget=day_input())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note a rebate."""
    record = _record(request, public_id)
    context = {
        "title": _now("Convenir d’une ristourne"),
        "url": request.path,
        "guarded": False,
        "revision": None,
    }
    if request.method == "GET":
        year = timezone.localdate().year
        first = {
            "label": _now("Ristourne %(year)s") % {"year": year},
            "starts_on": f"01/01/{year}",
            "ends_on": f"31/12/{year}",
        }
        return show_form(request, _TEMPLATE, RebateForm(initial=first), context)
    try:
        agree_rebate(record.actor, record.company, typed=_typed(request))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, RebateForm(request.POST), refused, context)
    return done(_now("Ristourne notée."), _PANELS)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, rebate_id: str) -> HttpResponse:
    """Change what was agreed."""
    record = _record(request, public_id)
    row = _rebate(record, rebate_id)
    context = {
        "title": _now("Modifier la ristourne"),
        "url": request.path,
        "guarded": False,
        "revision": row.revision,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, RebateForm(initial=_initial(record, row)), context)
    try:
        change_rebate(record.actor, row, typed=_typed(request), revision=_revision(request))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, RebateForm(request.POST), refused, context)
    return done(_now("Ristourne modifiée."), _PANELS)


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, public_id: str, rebate_id: str) -> HttpResponse:
    """Close it, at its end or earlier."""
    record = _record(request, public_id)
    row = _rebate(record, rebate_id)
    context = {
        "title": _now("Clore la ristourne"),
        "url": reverse("rebates:closing", args=[public_id, rebate_id]),
        "guarded": False,
        "revision": row.revision,
    }
    if request.method == "GET":
        last = min(row.ends_on, timezone.localdate() - timedelta(days=1))
        return show_form(request, _CLOSING, ClosingForm(initial={"ends_on": _day(last)}), context)
    try:
        ends_on = request.POST.get("ends_on", "")[:40]
        close_rebate(record.actor, row, ends_on=ends_on, revision=_revision(request))
    except Refused as refused:
        return show_refusal(request, _CLOSING, ClosingForm(request.POST), refused, context)
    return done(_now("Ristourne close."), _PANELS)


@require_POST
def settlement(request: HttpRequest, public_id: str, rebate_id: str) -> HttpResponse:
    """Prepare the credit note that gives it back, and show that draft."""
    record = load_record(request, public_id)
    require(record.actor, Permission.ISSUE_INVOICES)
    row = _rebate(record, rebate_id)
    try:
        credit = settle_rebate(record.actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, record.url)
    flash(request, _now("Avoir préparé : relisez-le, puis émettez-le."))
    return go(request, reverse("billing:document", args=[credit.public_id]))


def _record(request: HttpRequest, public_id: str) -> CompanyRecord:
    record = load_record(request, public_id)
    require(record.actor, Permission.MANAGE_CATALOGUE)
    return record


def _rebate(record: CompanyRecord, rebate_id: str) -> RebateAgreement:
    return load_or_404(visible_rebates(record.actor).filter(company=record.company), rebate_id)


def _revision(request: HttpRequest) -> int | None:
    return whole_number(request.POST.get("revision", ""))


def _typed(request: HttpRequest) -> TypedRebate:
    def text(name: str) -> str:
        return request.POST.get(name, "")[:4000]

    return TypedRebate(
        label=text("label"),
        starts_on=text("starts_on"),
        ends_on=text("ends_on"),
        note=text("note"),
        bands=[(text(f"up_to_{at}"), text(f"percent_{at}")) for at in range(1, MOST_BANDS + 1)],
    )


def _initial(record: CompanyRecord, row: RebateAgreement) -> Mapping[str, str]:
    comma = record.actor.language == "fr"

    def number(value: Decimal | None) -> str:
        if value is None:
            return ""
        plain = f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
        return plain.replace(".", ",") if comma else plain

    numbers: dict[str, str] = {}
    for at, band in enumerate(read_bands(row.bands), start=1):
        numbers |= {f"up_to_{at}": number(band.up_to), f"percent_{at}": number(band.percent)}
    return {
        "label": row.label,
        "starts_on": _day(row.starts_on),
        "ends_on": _day(row.ends_on),
        "note": row.note,
        **numbers,
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
