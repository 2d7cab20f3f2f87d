"""« Faut-il prospecter ? »: seven reasons, each with its figure, threshold, trend, the list behind it, and a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.models import Competitor
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.signal_thresholds_save import save_signal_thresholds
from negoce.portfolio.queries.portfolio_page import names_of_companies
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from negoce.portfolio.queries.prospecting_market_facts import current_signal_thresholds
from negoce.portfolio.queries.signals import Signals, signals_of
from negoce.portfolio.rules.prospecting_market import SignalThresholds
from negoce.portfolio.rules.prospecting_signals import Signal, SignalKind
from negoce.prospecting.actions.market_fact_plan import declare_fact, withdraw_fact
from negoce.prospecting.models import MarketFact
from negoce.prospecting.queries.plans import may_change
from negoce.prospecting.words.plan import TOPICS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language
from negoce.web.plans.signal_words import TOPIC_OF, companies_words, plan_url, signal_text
from negoce.web.shell.navigation import page_url
from negoce.web.typed_decimals import read_decimals, typed_decimal

JOB = "portfolio.read_signals"
_HOLDS_FOR = timedelta(days=180)
_LARGEST = {
    SignalKind.DOWNTURN: "downturn",
    SignalKind.FLAT_SHARE: "flat",
    SignalKind.COMPETITORS: "competitors",
    SignalKind.TECHNOLOGY: "practices",
    SignalKind.PRODUCTION: "products",
}
_FACT = ("topic", "words", "evidence", "declared_on", "holds_until")


class FactForm(forms.Form):
    """A declaration. Its action checks it."""

    topic = forms.ChoiceField(label=_("Sujet"))
    words = forms.CharField(label=_("Ce qui change"), widget=forms.TextInput(attrs={"maxlength": 300}))
    evidence = forms.CharField(
        label=_("D’où on le tient"),
        help_text=_("Un article, un client, un chiffre : ce qui permettra d’en juger plus tard."),
        widget=forms.TextInput(attrs={"maxlength": 300}),
    )
    declared_on = forms.CharField(label=_("Constaté le"), widget=day_input())
    holds_until = forms.CharField(label=_("À revoir le"), widget=day_input())

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "topic", list(TOPICS.items()))


class ThresholdForm(forms.Form):
    """From when signals hold."""

    signal_falls_by = forms.CharField(label=_("Un client baisse s’il achète de moins (%)"))
    signal_falling_share = forms.CharField(label=_("Conjoncture : part des clients en baisse (%)"))
    signal_wallet_share = forms.CharField(label=_("Forte part : de leurs achats (%)"))
    signal_flat_within = forms.CharField(label=_("Plat : variation d’au plus (%)"))
    signal_flat_revenue = forms.CharField(label=_("Forte part : du chiffre d’affaires (%)"))
    signal_competitors = forms.CharField(label=_("Concurrents : entreprises"))
    signal_practices = forms.CharField(label=_("Habitudes d’achat : entreprises"))
    signal_new_reach = forms.CharField(label=_("Nouveautés : clients qui en achètent, au moins (%)"))


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The seven reasons over the companies that the person sees; a constant number of queries."""
    actor, today = actor_of(request), timezone.localdate()
    found = signals_of(actor, today)
    content = found.content
    keys = {key for place in _LARGEST.values() for key in (content[place]["largest"] if content else ())}
    known = _Known(names_of_companies(actor, keys), _competitors(content), found.facts, content)
    cards = [_card(each, known, actor) for each in _with_missing(found)]
    context = {
        "cards": cards,
        "summary": _summary(found),
        "may_change": may_change(actor),
        "may_set": actor.may(Permission.MANAGE_SETTINGS),
        "fact_url": reverse("plans:fact_new"),
        "thresholds_url": reverse("plans:thresholds"),
        "refreshing_url": reverse("plans:signals_refreshing") if actor.may(Permission.EDIT) else "",
        "as_of": found.counted_at,
        "missing": found.is_missing,
        "plans_url": reverse("plans:list"),
    }
    return render(request, "web/plans/signals.html", context)


@require_POST
def refreshing(request: HttpRequest) -> HttpResponse:
    """Count now what is looked at rather than tonight, by a job; who only reads waits for the night."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    scope = scope_of_actor(actor)
    arguments = {
        "key": scope.key,
        "owners": sorted(scope.owners),
        "territories": sorted(scope.territories),
        "whole": scope.whole,
    }
    key = f"{JOB}:{scope.key}"
    enqueue(JOB, {"scope": arguments}, actor_id=actor.user_id, unique_key=key, queue=JobQueue.LONG)
    flash(request, _now("Le calcul est lancé : la page montrera ses chiffres dans un instant."))
    return go(request, reverse("plans:signals"))


@require_http_methods(["GET", "POST"])
def fact_new(request: HttpRequest) -> HttpResponse:
    """Declare what changes in the market."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.MANAGE_PROSPECTING)
    context = {"title": _now("Déclarer ce qui change"), "url": reverse("plans:fact_new")}
    if request.method == "GET":
        first = {
            "topic": request.GET.get("topic", ""),
            "declared_on": format_date(today, language()),
            "holds_until": format_date(today + _HOLDS_FOR, language()),
        }
        return show_form(request, "plans/_fact", FactForm(initial=first), context)
    try:
        declare_fact(actor, values={name: request.POST.get(name, "") for name in _FACT})
    except Refused as refused:
        return show_refusal(request, "plans/_fact", FactForm(request.POST), refused, context)
    flash(request, _now("Déclaration gardée, avec sa date et son origine."))
    return go(request, reverse("plans:signals"))


@require_POST
def fact_removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a declaration back."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    withdraw_fact(actor, load_or_404(MarketFact.objects.all(), public_id))
    flash(request, _now("Déclaration retirée."))
    return go(request, reverse("plans:signals"))


@require_http_methods(["GET", "POST"])
def thresholds(request: HttpRequest) -> HttpResponse:
    """Set from when signals hold."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    context = {"title": _now("Seuils des signaux"), "url": reverse("plans:thresholds")}
    names = SignalThresholds.__slots__
    if request.method == "GET":
        now = current_signal_thresholds()
        first = {name: typed_decimal(actor, getattr(now, name)) for name in names}
        return show_form(request, "plans/_thresholds", ThresholdForm(initial=first), context)
    try:
        save_signal_thresholds(actor, thresholds=SignalThresholds(**read_decimals(actor, request, names)))
    except Refused as refused:
        return show_refusal(request, "plans/_thresholds", ThresholdForm(request.POST), refused, context)
    flash(request, _now("Seuils enregistrés ; les chiffres suivent au prochain calcul."))
    return go(request, reverse("plans:signals"))


def _with_missing(signals: Signals) -> list[Signal]:
    """The reasons of the portfolio that cannot be told yet join the others: their cards say what is missing.

    None does before the first count, of which the page speaks as a whole.
    """
    found = signals.found
    if signals.is_missing:
        return list(found)
    there = {each.kind for each in found}
    silent = [SignalKind.DEPENDENCE] if SignalKind.DEPENDENCE not in there else []
    if not there & {SignalKind.ATTRITION, SignalKind.BALANCE}:
        silent.append(SignalKind.ATTRITION)
    return [*found, *(Signal(kind, False, {}) for kind in silent)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the cards draw from: companies and competitors by key, declarations in force, stored figures."""

    companies: Mapping[int, tuple[str, str]]
    competitors: Mapping[int, str]
    facts: Sequence[MarketFact]
    content: Mapping[str, Any] | None


def _competitors(content: Mapping[str, Any] | None) -> Mapping[int, str]:
    keys = [key for key, _count in content["competitors"].get("named", ())] if content else []
    return dict(Competitor.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))


def _card(signal: Signal, known: _Known, actor: Actor) -> Mapping[str, object]:
    text, content, may = signal_text(signal), known.content, may_change(actor)
    topic = TOPIC_OF.get(signal.kind)
    largest = content[_LARGEST[signal.kind]]["largest"] if content and signal.kind in _LARGEST else ()
    codes = content["products"]["codes"] if content else ()
    said = [each for each in known.facts if topic is not None and each.topic == topic.value]
    rivals = (
        content["competitors"].get("named", ()) if content and signal.kind is SignalKind.COMPETITORS else ()
    )
    return {
        "key": signal.kind.value,
        "title": text.title,
        "holds": signal.holds,
        "sentence": text.sentence,
        "threshold": text.threshold,
        "trend": text.trend,
        "missing": "" if text.sentence else text.missing,
        "missing_url": "" if text.sentence else _page_url(text.page, actor),
        "missing_label": text.label,
        "rivals": [
            (known.competitors[key], companies_words(count))
            for key, count in rivals
            if key in known.competitors
        ],
        "companies": [
            (reverse("companies:record", args=[known.companies[key][0]]), known.companies[key][1])
            for key in largest
            if key in known.companies
        ],
        "facts": [
            {
                "words": each.words,
                "evidence": each.evidence,
                "day": format_date(each.declared_on, language()),
                "until": format_date(each.holds_until, language()),
                "removal_url": reverse("plans:fact_removal", args=[each.public_id]) if may else "",
            }
            for each in said
        ],
        "fact_url": f"{reverse('plans:fact_new')}?topic={topic.value}" if topic and may else "",
        "plan_url": plan_url(signal, codes) if may else "",
        "more_url": reverse("portfolio:page") if signal.kind not in _LARGEST and text.sentence else "",
    }


def _page_url(page: str, actor: Actor) -> str:
    """Where what is missing is given; nothing for who may not go there."""
    name, _mark, query = page.partition("?")
    if not name or (name == "imports:new" and not actor.may(Permission.IMPORT)):
        return ""
    return f"{page_url(name)}?{query}" if query else page_url(name)


def _summary(signals: Signals) -> str:
    held, found = signals.held, signals.found
    if not found:
        return ""
    if not held:
        return _now(
            "Aucune raison ne presse : prospecter entretient le portefeuille, rien n’y oblige aujourd’hui."
        )
    words = ngettext(
        "Oui : %(count)s raison sur %(all)s y pousse.",
        "Oui : %(count)s raisons sur %(all)s y poussent.",
        held,
    )
    return words % {"count": held, "all": len(found)}
