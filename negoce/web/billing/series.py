"""The series of numbers, among the settings."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.billing.actions.series_save import save_series
from negoce.billing.models import FiscalSeries
from negoce.billing.queries.series import SeriesStand, series_stands
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.orders.figures import language

_TEMPLATE = "billing/_series"


class SeriesForm(forms.Form):
    """A series. Values are checked by the action."""

    code = forms.CharField(label=_("Code"))
    label = forms.CharField(label=_("Libellé"))
    number_prefix = forms.CharField(
        label=_("Préfixe"), help_text=_("{year} : l’année, et la série recommence chaque année.")
    )
    digits = forms.CharField(label=_("Chiffres"))
    justification = forms.CharField(
        label=_("Justification"),
        required=False,
        help_text=_("Pourquoi plus d’une série : site, clients, support."),
    )
    is_active = forms.BooleanField(label=_("Ouverte"), required=False)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every series and where it stands."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    context = {
        "columns": (
            TableColumn(_now("Série")),
            TableColumn(_now("Dernier numéro du"), numeric=False),
            TableColumn(_now("Prochain numéro")),
            TableColumn(_now("Justification")),
            TableColumn(""),
        ),
        "rows": [_row(each) for each in series_stands(timezone.localdate())],
    }
    return render(request, "web/billing/series.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A further series."""
    return _edit(request, None, _now("Nouvelle série"), reverse("billing:series_create"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """A series as it is; its numbers stay."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    found = load_or_404(FiscalSeries.objects.order_by("id"), public_id)
    title = _now("Série %(code)s") % {"code": found.code}
    return _edit(request, found, title, reverse("billing:series_change", args=[public_id]))


def _edit(request: HttpRequest, found: FiscalSeries | None, title: str, url: str) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    context = {"title": title, "url": url}
    names = ("code", "label", "digits", "justification", "is_active")
    if request.method != "POST":
        initial = (
            {**{name: getattr(found, name) for name in names}, "number_prefix": found.prefix}
            if found
            else {"digits": 5, "is_active": True}
        )
        return show_form(request, _TEMPLATE, SeriesForm(initial=initial), context)
    posted = request.POST
    digits = posted.get("digits", "").strip()
    try:
        save_series(
            actor,
            found,
            **{name: posted.get(name, "") for name in ("code", "label", "justification")},
            prefix=posted.get("number_prefix", ""),
            digits=whole_number(digits, 3) or 0,
            is_active=bool(posted.get("is_active")),
        )
    except Refused as refused:
        return show_refusal(
            request, _TEMPLATE, SeriesForm(posted), refused, context, {"prefix": "number_prefix"}
        )
    flash(request, _now("La série est enregistrée."))
    return go(request, reverse("billing:series"))


def _row(stand: SeriesStand) -> Mapping[str, object]:
    return {
        "code": stand.series.code,
        "label": stand.series.label,
        "last_on": format_date(stand.last_issued_on, language()) if stand.last_issued_on else "",
        "next": stand.next_number if stand.series.is_active else "",
        "justification": stand.series.justification,
        "is_active": stand.series.is_active,
        "url": reverse("billing:series_change", args=[stand.series.public_id]),
    }
