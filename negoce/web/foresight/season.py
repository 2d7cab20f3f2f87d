"""« Saison »: read from the team's own orders, or twelve indices that it declares, and what they change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.season_save import MONTHS, read_months, save_season
from negoce.portfolio.queries.foresight_fits import current_fit
from negoce.portfolio.queries.season import PREFIX, declared_months, orders_expected
from negoce.portfolio.rules.month_season import coming_ratio
from negoce.ui.toasts import flash
from negoce.web.foresight.season_words import season_words, signed_percent
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.settings.tags import for_settings, put_refusal

OWN, DECLARED = "own", "declared"


class SeasonForm(forms.Form):
    """The way, and an index a month; the action reads what was typed."""

    def __init__(self, read: Mapping[int, float], data: QueryDict | None = None) -> None:
        super().__init__(data)
        declared = declared_months()
        self.fields["way"] = forms.ChoiceField(
            label=_("D’où vient la saison"),
            choices=((OWN, _("Lue dans vos commandes")), (DECLARED, _("Déclarée, mois par mois"))),
            initial=DECLARED if declared else OWN,
        )
        for month in MONTHS:
            self.fields[f"{PREFIX}{month}"] = forms.CharField(
                label=date_format(date(2024, month, 1), "F").capitalize(),
                help_text=_("lu : %(index)s") % {"index": _written(read[month])} if read else "",
                initial=_written(declared.get(month, read.get(month, 1.0))),
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )


@require_http_methods(["GET", "POST"])
@for_settings
def season(request: HttpRequest) -> HttpResponse:
    """The twelve indices; declaring them asks for a fit with them."""
    fit = current_fit()
    form = SeasonForm(_read(), request.POST or None)
    if request.method == "POST":
        own = request.POST.get("way") != DECLARED
        try:
            job = save_season(actor_of(request), own=own, typed=_typed(request.POST))
        except Refused as refused:
            form.is_valid()
            form.errors.clear()
            put_refusal(form, refused)
        else:
            said = (
                _("Rien n’a changé : la saison était déjà celle-là.")
                if job is None
                else _("Saison enregistrée. Les prévisions suivent dans quelques minutes.")
            )
            flash(request, said)
            return redirect("portfolio:season")
    context = {
        "form": form,
        "months": [form[f"{PREFIX}{month}"] for month in MONTHS],
        "now": "" if fit is None else season_words(fit),
        "preview_url": reverse("portfolio:season_preview"),
    }
    return render(request, "web/foresight/season.html", context, status=422 if form.errors else 200)


@require_POST
@for_settings
def preview(request: HttpRequest) -> HttpResponse:
    """What these indices would change to the orders expected in 90 days; nothing is stored."""
    today, fit = timezone.localdate(), current_fit()
    if request.POST.get("way") != DECLARED:
        said = _("La saison serait lue dans vos commandes au prochain ajustement.")
        return render(request, "web/foresight/_season_preview.html", {"said": said, "wrong": ()})
    try:
        months = {month: float(value) for month, value in read_months(_typed(request.POST)).items()}
    except Refused as refused:
        wrong = [
            f"{_month(key)}{_(' : ')}{message}" for key, all_ in refused.fields.items() for message in all_
        ]
        context = {"said": refused.message, "wrong": wrong}
        return render(request, "web/foresight/_season_preview.html", context, status=422)
    ratio, expected = coming_ratio(months, today), orders_expected()
    told = (fit.reason.get("season") or {}).get("ratio") if fit else None
    said = _("Ces indices annoncent %(change)s dans les 90 jours à venir par rapport aux 90 derniers.") % {
        "change": signed_percent(ratio - 1)
    }
    if told and expected:
        said += " " + _("Le total attendu passerait de %(before)s à %(after)s commandes (%(change)s).") % {
            "before": format_decimal(round(expected), language()),
            "after": format_decimal(round(expected * ratio / told), language()),
            "change": signed_percent(ratio / told - 1),
        }
    return render(request, "web/foresight/_season_preview.html", {"said": said, "wrong": ()})


def _read() -> Mapping[int, float]:
    """The index of each month as the last fit that read a season from the orders has it; empty if none did."""
    fit = current_fit()
    season_ = (fit.reason.get("season") or {}) if fit else {}
    return dict(zip(MONTHS, season_.get("read") or (), strict=False))


def _typed(posted: QueryDict) -> Mapping[str, str]:
    return {f"{PREFIX}{month}": str(posted.get(f"{PREFIX}{month}", ""))[:40] for month in MONTHS}


def _month(key: str) -> str:
    return date_format(date(2024, int(key.removeprefix(PREFIX)), 1), "F").capitalize()


def _written(index: float) -> str:
    return format_decimal(Decimal(str(round(index, 2))), language(), 2)
