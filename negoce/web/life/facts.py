"""The facts behind a status, each leading to where it was entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.orders.timeline import GROUP
from negoce.portfolio.queries.life_facts import company_facts
from negoce.portfolio.queries.life_page import fact_activities, life_of
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.rhythm import Rhythm, rhythm_of
from negoce.ui.html import link
from negoce.web.addresses import address_of
from negoce.web.companies.page import load_record
from negoce.web.companies.panel_types import BEHAVIOUR
from negoce.web.companies.record import CompanyRecord
from negoce.web.life.panels import sentence_of, status_chip
from negoce.web.orders.figures import language

Line = Mapping[str, str]
_LAST_DAY = date.max.toordinal()


@require_GET
def facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the status of the company is worked out from."""
    record = load_record(request, public_id)
    today = timezone.localdate()
    found = company_facts([record.company.pk], today)[record.company.pk].life
    rhythm = rhythm_of(found.order_days, current_thresholds())
    life = life_of(record.company)
    page = "" if request.headers.get("HX-Request") else "_page"
    context = {
        "title": _("Les faits du cycle de vie"),
        "inner": "web/life/_facts.html",
        "chip": status_chip(life.status if life else "suspect"),
        "sentence": sentence_of(life),
        "orders_url": _orders_url(record) if rhythm is not None else "",
        "lines": [*_orders(record, rhythm), *_exchanges(record, found), *_prospecting(record, found)],
    }
    return render(request, f"web/dialog{page}.html", context)


def _orders(record: CompanyRecord, rhythm: Rhythm | None) -> Iterator[Line]:
    """The rhythm of the orders, and the days from which silence would say something."""
    if rhythm is None:
        return
    url = _orders_url(record)
    yield _line(_("Jours de commande"), format_decimal(rhythm.orders, language()), url)
    yield _line(_("Première commande"), format_date(rhythm.first, language()), url)
    yield _line(_("Dernière commande"), format_date(rhythm.last, language()), url)
    if rhythm.cadence is None or rhythm.variation is None:
        said = _("%(days)s jours, faute de trois commandes") % {"days": _number(rhythm.paces)}
        yield _line(_("Cadence retenue"), said)
    else:
        yield _line(_("Cadence (médiane)"), _("tous les %(days)s jours") % {"days": _number(rhythm.cadence)})
        yield _line(_("Coefficient de variation"), _number(Decimal(str(rhythm.variation)), 2))
    for label, number in (
        (_("Dormant à partir du"), min(rhythm.dormant_from, rhythm.few_from)),
        (_("Perdu à partir du"), rhythm.lost_from),
    ):
        if number <= _LAST_DAY:
            yield _line(label, _without_order(date.fromordinal(number)))


def _orders_url(record: CompanyRecord) -> str:
    """The thread of the company, its orders alone."""
    thread = reverse("activities:thread", args=["company", record.company.public_id])
    return f"{thread}?kinds={GROUP}"


def _without_order(day: date) -> str:
    """« 25 janv. 2027, sans commande d’ici là »; a day that has come needs no condition."""
    said = format_date(day, language())
    if day <= timezone.localdate():
        return said
    return _("%(day)s, sans commande d’ici là") % {"day": said}


def _exchanges(record: CompanyRecord, found: LifeFacts) -> Iterator[Line]:
    """The last exchange behind each fact."""
    labels = {
        "need_on": _("Besoin noté"),
        "meeting_accepted_on": _("Rendez-vous accepté"),
        "meeting_refused_on": _("Rendez-vous refusé"),
        "quote_wanted_on": _("Devis voulu"),
        "buying_intent_on": _("Intention d’achat"),
        "departure_on": _("Départ annoncé"),
    }
    rows = fact_activities(record.company)
    for name, label in labels.items():
        day = getattr(found, name)
        if day is None:
            continue
        row = rows.get(name)
        same = row is not None and timezone.localtime(row.starts_at).date() == day
        url = address_of("activities:record", row.public_id) if row is not None and same else ""
        yield _line(label, format_date(day, language()), url)


def _prospecting(record: CompanyRecord, found: LifeFacts) -> Iterator[Line]:
    url = f"{record.url}?tab={BEHAVIOUR}"
    if found.qualified_on is not None:
        yield _line(_("Qualification complète"), format_date(found.qualified_on, language()), url)
    if found.referral_won_on is not None:
        day = format_date(found.referral_won_on, language())
        yield _line(_("Recommandation devenue cliente"), day, url)


def _line(label: str, value: str, url: str = "") -> Line:
    return {"label": label, "value": link(url, value) if url else value}


def _number(value: Decimal, decimals: int = 1) -> str:
    whole = value == value.to_integral_value()
    return format_decimal(value, language(), 0 if whole else decimals)
