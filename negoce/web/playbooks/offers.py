"""Offers by segment: for whom, until when, what they brought; and the dialogs that write them."""

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

from negoce.automation.actions.offers.save import save_segment_offer, withdraw_segment_offer
from negoce.automation.models import PlaybookStep, SegmentOffer
from negoce.automation.playbook_words import playbook_name
from negoce.automation.queries.offers.audience import Segment, list_filter, segments
from negoce.automation.queries.offers.pages import counted_offers
from negoce.catalogue.models import ProductFamily
from negoce.identity.permissions import require_house_reader
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.whole_house import require_house, steers_house
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip, tag
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.orders.figures import language

_TEMPLATE = "playbooks/_offer"
_NUMBERS = ("starts_per_day", "control_percent", "effect_days")
_FIELDS = ("name", "status", "words", "reduction", "starts_on", "ends_on", *_NUMBERS)
# The segment as it is, whatever became of the view that it was taken from.
_AS_IT_IS = "="
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class OfferForm(forms.Form):
    """An offer. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom"))
    status = forms.ChoiceField(label=_("Pour les entreprises au statut"), required=False)
    segment = forms.ChoiceField(label=_("Ou pour celles d’une vue"), required=False)
    family = forms.ChoiceField(label=_("Famille de produits"), required=False)
    words = forms.CharField(label=_("Ce qui est proposé"), widget=forms.Textarea(attrs={"rows": 4}))
    reduction = forms.CharField(label=_("Avantage"), required=False)
    starts_on = forms.CharField(label=_("Du"), required=False, widget=day_input())
    ends_on = forms.CharField(label=_("Au"), widget=day_input())
    starts_per_day = forms.CharField(label=_("Entreprises par jour au plus"), required=False)
    control_percent = forms.CharField(label=_("Groupe témoin"), required=False)
    effect_days = forms.CharField(label=_("Effet mesuré sur"), required=False)

    def __init__(self, actor: Actor, row: SegmentOffer | None, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        statuses = [(key.value, words) for key, words in STATUS_LABELS.items()]
        offer(self, "status", [("", _now("Celles d’une vue")), *statuses])
        views = [(each.key, each.name) for each in segments(actor)]
        kept = [(_AS_IT_IS, row.segment_name)] if row is not None and row.segment_filter else []
        offer(self, "segment", [("", _now("Aucune")), *kept, *views])
        families = ProductFamily.objects.order_by("name", "pk")
        offer(self, "family", [("", _now("Toutes")), *((each.public_id, each.name) for each in families)])
        self.fields["segment"].help_text = _now("Le filtre de la vue est repris tel qu’il est aujourd’hui.")
        self.fields["control_percent"].help_text = _now(
            "Tirées au sort, ces entreprises ne reçoivent rien\u00a0: c’est à elles que l’on compare."
        )
        for name in _NUMBERS:
            self.fields[name].widget.attrs |= _NUMBER


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every offer, the latest first."""
    actor = actor_of(request)
    require_house_reader(actor)
    carried = PlaybookStep.objects.filter(removed_at__isnull=True).select_related("playbook").order_by("pk")
    rows = counted_offers(actor).order_by("-ends_on", "-pk")
    today, may_set = timezone.localdate(), steers_house(actor)
    found = rows.prefetch_related(Prefetch("steps", queryset=carried))[:200]
    context = {
        "lines": [_line(each, today) for each in found],
        "columns": (
            TableColumn(_now("Offre")),
            TableColumn(_now("Pour")),
            TableColumn(_now("Période")),
            TableColumn(_now("Scénarios")),
            TableColumn(""),
        ),
        "playbooks_url": reverse("playbooks:list"),
        "may_set": may_set,
    }
    return render(request, "web/playbooks/offers.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more offer."""
    actor = actor_of(request)
    require_house(actor)
    context = {"title": _now("Nouvelle offre"), "url": request.path, "revision": None}
    if request.method == "GET":
        first = {"starts_on": _day(timezone.localdate()), "starts_per_day": 20, "control_percent": 15}
        form = OfferForm(actor, None, initial={**first, "effect_days": 60})
        return show_form(request, _TEMPLATE, form, context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is offered, to whom, until when."""
    actor = actor_of(request)
    require_house(actor)
    row = load_offer(public_id)
    context = {"title": _now("Modifier l’offre"), "url": request.path, "revision": row.revision}
    if request.method == "GET":
        first = {
            **{name: getattr(row, name) for name in ("name", "status", "words", "reduction", *_NUMBERS)},
            "segment": _AS_IT_IS if row.segment_filter else "",
            "family": row.family.public_id if row.family is not None else "",
            "starts_on": _day(row.starts_on),
            "ends_on": _day(row.ends_on),
        }
        return show_form(request, _TEMPLATE, OfferForm(actor, row, initial=first), context)
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an offer away."""
    actor = actor_of(request)
    require_house(actor)
    withdraw_segment_offer(actor, load_offer(public_id))
    flash(request, _now("Offre retirée."))
    return redirect("segment_offers:list")


def load_offer(public_id: str) -> SegmentOffer:
    """The offer with its family; everybody who steers sees all of them."""
    return load_or_404(SegmentOffer.objects.select_related("family", "launched_by"), public_id)


def _save(request: HttpRequest, row: SegmentOffer | None, context: Mapping[str, object]) -> HttpResponse:
    actor, posted = actor_of(request), request.POST
    values = {
        **{name: posted.get(name, "")[:4_000] for name in _FIELDS},
        "family": ProductFamily.objects.filter(public_id=posted.get("family", "")[:12]).first(),
        "segment": _segment(actor, row, posted.get("segment", "")),
    }
    try:
        saved = save_segment_offer(
            actor, row, values=values, revision=whole_number(posted.get("revision", ""))
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, OfferForm(actor, row, posted), refused, context)
    flash(request, _now("Offre enregistrée."))
    return go(request, reverse("segment_offers:offer", args=[saved.public_id]))


def _segment(actor: Actor, row: SegmentOffer | None, asked: str) -> Segment | None:
    if asked == _AS_IT_IS and row is not None and row.segment_filter:
        return Segment(_AS_IT_IS, row.segment_name, row.segment_filter)
    return next((each for each in segments(actor) if each.key == asked), None) if asked else None


def aims_at(row: SegmentOffer) -> str:
    """The status in its colour, or the name of the segment."""
    if row.status:
        return chip(str(STATUS_LABELS[LifeStatus(row.status)]), life=row.status)
    return tag(row.segment_name)


def period_of(row: SegmentOffer) -> str:
    """« du 1er mars au 30 avril »."""
    return _now("du %(start)s au %(end)s") % {
        "start": format_date(row.starts_on, language()),
        "end": format_date(row.ends_on, language()),
    }


def audience_url(row: SegmentOffer) -> str:
    """The list of the companies that it aims at."""
    return f"{reverse('lists:companies')}?{urlencode({'filter': list_filter(row)})}"


def _line(row: SegmentOffer, today: date) -> Mapping[str, object]:
    return {
        "row": row,
        "family": row.family.name if row.family is not None else "",
        "aims_at": aims_at(row),
        "period": period_of(row),
        "runs": row.launched_on is not None and row.starts_on <= today <= row.ends_on,
        "url": reverse("segment_offers:offer", args=[row.public_id]),
        "playbooks": [
            {
                "name": playbook_name(each.playbook),
                "url": reverse("playbooks:playbook", args=[each.playbook.public_id]),
            }
            for each in row.steps.all()
        ],
        "call_url": audience_url(row),
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
