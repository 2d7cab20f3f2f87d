"""The seven reasons to prospect in words: title, figure, threshold, trend, and the plan that each leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.portfolio.rules.prospecting_signals import Signal, SignalKind
from negoce.prospecting.enums import MarketTopic, PlanObjective
from negoce.ui.words.figures import number, percent, short_money

_PROSPECTS = "status is suspect,lead,to_approach,cold,warm,hot"
_GONE = "status is dormant,lost"
TOPIC_OF: Mapping[SignalKind, MarketTopic] = {
    SignalKind.DOWNTURN: MarketTopic.DOWNTURN,
    SignalKind.COMPETITORS: MarketTopic.COMPETITORS,
    SignalKind.TECHNOLOGY: MarketTopic.TECHNOLOGY,
    SignalKind.PRODUCTION: MarketTopic.PRODUCTION,
}


@dataclass(frozen=True, slots=True)
class SignalText:
    """One reason as a card says it; `sentence` is empty when nothing can be said of it yet."""

    title: str
    sentence: str
    threshold: str
    trend: str


def signal_text(signal: Signal) -> SignalText:
    """The words of a reason."""
    words = {
        SignalKind.ATTRITION: _attrition,
        SignalKind.BALANCE: _balance,
        SignalKind.DEPENDENCE: _dependence,
        SignalKind.DOWNTURN: _downturn,
        SignalKind.FLAT_SHARE: _flat_share,
        SignalKind.COMPETITORS: _competitors,
        SignalKind.TECHNOLOGY: _technology,
        SignalKind.PRODUCTION: _production,
    }[signal.kind]
    return words(signal.figures)


def plan_url(signal: Signal, codes: Sequence[str] = ()) -> str:
    """A new plan that answers this reason: its objective and whom it would aim at."""
    objective, target = {
        SignalKind.ATTRITION: (PlanObjective.RENEW_PORTFOLIO, _GONE),
        SignalKind.BALANCE: (PlanObjective.WAKE_FORMER, _GONE),
        SignalKind.DEPENDENCE: (PlanObjective.RENEW_PORTFOLIO, _PROSPECTS),
        SignalKind.DOWNTURN: (PlanObjective.NEW_TARGET, _PROSPECTS),
        SignalKind.FLAT_SHARE: (PlanObjective.NEW_TARGET, _PROSPECTS),
        SignalKind.COMPETITORS: (PlanObjective.RENEW_PORTFOLIO, _PROSPECTS),
        SignalKind.TECHNOLOGY: (PlanObjective.NEW_TARGET, _PROSPECTS),
        SignalKind.PRODUCTION: (PlanObjective.NEW_PRODUCT, _PROSPECTS),
    }[signal.kind]
    if (
        signal.kind is SignalKind.PRODUCTION
        and codes
        and all(each.replace("-", "").isalnum() for each in codes)
    ):
        target = f"products never_bought {','.join(codes)}"
    asked = {
        "signal": signal.kind.value,
        "objective": objective.value,
        "filter": target,
        "name": signal_text(signal).title,
    }
    return f"{reverse('plans:new')}?{urlencode(asked)}"


def _attrition(figures: Mapping[str, Any]) -> SignalText:
    words = {
        "percent": percent(Decimal(figures["percent"])),
        "lost": number(figures["lost"]),
        "came": number(figures["came"]),
    }
    return SignalText(
        _("Des clients partent et ne sont pas remplacés"),
        _("Sur 12 mois, %(lost)s clients perdus (%(percent)s), %(came)s gagnés ou revenus.") % words,
        _("Signal dès que l’on perd plus de clients, ou plus d’euros, que l’on n’en gagne."),
        str(_balance(figures).sentence) if "incoming" in figures else "",
    )


def _balance(figures: Mapping[str, Any]) -> SignalText:
    words = {
        "incoming": short_money(Decimal(figures["incoming"])),
        "leaving": short_money(Decimal(figures["leaving"])),
        "months": figures["months"],
    }
    return SignalText(
        _("Ce qui arrive ne couvre pas ce qui part"),
        _("Sur %(months)s mois, %(incoming)s apportés pour %(leaving)s perdus.") % words,
        _("Signal dès que l’apporté est au-dessous du perdu."),
        "",
    )


def _dependence(figures: Mapping[str, Any]) -> SignalText:
    return SignalText(
        _("Le chiffre d’affaires tient à peu de clients"),
        _("5 clients font %(percent)s du chiffre d’affaires.") % {"percent": percent(figures["percent"], 0)},
        _("Signal à partir de %(most)s.") % {"most": percent(figures["most"], 0)},
        "",
    )


def _downturn(figures: Mapping[str, Any]) -> SignalText:
    sentence = trend = ""
    if "percent" in figures:
        sentence = _(
            "%(falling)s clients sur %(customers)s achètent au moins %(by)s de moins qu’il y a un an : %(percent)s."
        ) % {
            "falling": number(figures["falling"]),
            "customers": number(figures["customers"]),
            "by": percent(figures["by"], 0),
            "percent": percent(figures["percent"]),
        }
    if "before" in figures:
        trend = _("L’an dernier : %(before)s.") % {"before": percent(figures["before"])}
    return SignalText(
        _("La conjoncture se retourne : des parts de marché sont à prendre"),
        sentence,
        _("Signal à partir de %(most)s des clients.") % {"most": percent(figures["most"], 0)},
        trend,
    )


def _flat_share(figures: Mapping[str, Any]) -> SignalText:
    words = {
        "count": number(figures["customers"]),
        "wallet": percent(figures["wallet"], 0),
        "percent": percent(figures.get("percent")),
        "within": percent(figures["within"], 0),
    }
    sentence = (
        _(
            "%(count)s clients nous donnent déjà %(wallet)s ou plus de leurs achats, sans progresser (± %(within)s) : "
            "%(percent)s du chiffre d’affaires."
        )
        % words
        if figures["customers"]
        else ""
    )
    return SignalText(
        _("Forte part chez nos clients, chiffre d’affaires plat"),
        sentence,
        _(
            "Signal à partir de %(most)s du chiffre d’affaires, d’après les achats totaux notés sur les fiches."
        )
        % {"most": percent(figures["most"], 0)},
        "",
    )


def _competitors(figures: Mapping[str, Any]) -> SignalText:
    return SignalText(
        _("Des concurrents arrivent"),
        _("Concurrents notés chez %(now)s entreprises en 6 mois.") % {"now": number(figures["now"])},
        _("Signal à partir de %(most)s entreprises, et plus qu’avant.") % {"most": number(figures["most"])},
        _("Les 6 mois d’avant : %(before)s.") % {"before": number(figures["before"])},
    )


def _technology(figures: Mapping[str, Any]) -> SignalText:
    return SignalText(
        _("La technique change les habitudes d’achat"),
        _("%(now)s entreprises ont changé leur façon d’acheter en un an.") % {"now": number(figures["now"])},
        _("Signal à partir de %(most)s et plus que l’an d’avant, ou si vous le déclarez.")
        % {"most": number(figures["most"])},
        _("L’an d’avant : %(before)s.") % {"before": number(figures["before"])},
    )


def _production(figures: Mapping[str, Any]) -> SignalText:
    sentence = ""
    if figures["products"]:
        sentence = _(
            "%(products)s produits entrés au catalogue en un an ; "
            "%(reached)s clients actifs sur %(active)s les achètent."
        ) % {name: number(figures[name]) for name in ("products", "reached", "active")}
    return SignalText(
        _("Notre production change et ouvre des débouchés"),
        sentence,
        _("Signal si moins de %(most)s des clients achètent les nouveautés, ou si vous le déclarez.")
        % {"most": percent(figures["most"], 0)},
        "",
    )
