"""The seven reasons to prospect in words: title, figure, threshold, trend, and the plan that each leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.portfolio.rules.prospecting_signals import MOST_OF_FIVE, Signal, SignalKind
from negoce.prospecting.enums import MarketTopic, PlanObjective
from negoce.ui.words.figures import number, percent, short_money
from negoce.web.plans.targets import GONE, PROSPECTS

TOPIC_OF: Mapping[SignalKind, MarketTopic] = {
    SignalKind.DOWNTURN: MarketTopic.DOWNTURN,
    SignalKind.COMPETITORS: MarketTopic.COMPETITORS,
    SignalKind.TECHNOLOGY: MarketTopic.TECHNOLOGY,
    SignalKind.PRODUCTION: MarketTopic.PRODUCTION,
}


@dataclass(frozen=True, slots=True)
class SignalText:
    """One reason as a card says it; `sentence` is empty when nothing can be said of it yet.

    `missing` then says what is needed, and `label` what the page (its name) that gives it is called.
    """

    title: str
    sentence: str
    threshold: str
    trend: str
    missing: str = ""
    page: str = ""
    label: str = ""


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
        SignalKind.ATTRITION: (PlanObjective.RENEW_PORTFOLIO, GONE),
        SignalKind.BALANCE: (PlanObjective.WAKE_FORMER, GONE),
        SignalKind.DEPENDENCE: (PlanObjective.RENEW_PORTFOLIO, PROSPECTS),
        SignalKind.DOWNTURN: (PlanObjective.NEW_TARGET, PROSPECTS),
        SignalKind.FLAT_SHARE: (PlanObjective.NEW_TARGET, PROSPECTS),
        SignalKind.COMPETITORS: (PlanObjective.RENEW_PORTFOLIO, PROSPECTS),
        SignalKind.TECHNOLOGY: (PlanObjective.NEW_TARGET, PROSPECTS),
        SignalKind.PRODUCTION: (PlanObjective.NEW_PRODUCT, PROSPECTS),
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


def companies_words(count: int) -> str:
    """So many companies."""
    return ngettext("%(count)s entreprise", "%(count)s entreprises", count) % {"count": number(count)}


def _import() -> tuple[str, str]:
    return "imports:new", _("Importer des commandes")


def _attrition(figures: Mapping[str, Any]) -> SignalText:
    sentence = missing = ""
    if "lost" in figures:
        words = {
            "percent": percent(Decimal(figures["percent"])),
            "lost": number(figures["lost"]),
            "came": number(figures["came"]),
        }
        sentence = (
            ngettext(
                "Sur 12 mois, %(lost)s client perdu (%(percent)s), %(came)s gagnés ou revenus.",
                "Sur 12 mois, %(lost)s clients perdus (%(percent)s), %(came)s gagnés ou revenus.",
                figures["lost"],
            )
            % words
        )
    else:
        missing = _("Il faut au moins un an de commandes pour dire qui est parti et qui est venu.")
    return SignalText(
        _("Des clients partent et ne sont pas remplacés"),
        sentence,
        _("Signal dès que l’on perd plus de clients, ou plus d’euros, que l’on n’en gagne."),
        str(_balance(figures).sentence) if "incoming" in figures else "",
        missing,
        *_import(),
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
    known = "percent" in figures
    return SignalText(
        _("Le chiffre d’affaires tient à peu de clients"),
        _("5 clients font %(percent)s du chiffre d’affaires.") % {"percent": percent(figures["percent"], 0)}
        if known
        else "",
        _("Signal à partir de %(most)s.") % {"most": percent(figures.get("most", MOST_OF_FIVE), 0)},
        "",
        "" if known else _("Il faut plus de cinq clients qui ont commandé dans l’année."),
        *_import(),
    )


def _downturn(figures: Mapping[str, Any]) -> SignalText:
    sentence = trend = missing = ""
    if "percent" in figures:
        sentence = ngettext(
            "%(falling)s client sur %(customers)s achète au moins %(by)s de moins qu’il y a un an : %(percent)s.",
            "%(falling)s clients sur %(customers)s achètent au moins %(by)s de moins qu’il y a un an : %(percent)s.",
            figures["falling"],
        ) % {
            "falling": number(figures["falling"]),
            "customers": number(figures["customers"]),
            "by": percent(figures["by"], 0),
            "percent": percent(figures["percent"]),
        }
    else:
        missing = _("Il manque des commandes d’il y a un à deux ans : importez-en l’historique, ou déclarez.")
    if "before" in figures:
        trend = _("L’an dernier : %(before)s.") % {"before": percent(figures["before"])}
    return SignalText(
        _("La conjoncture se retourne : des parts de marché sont à prendre"),
        sentence,
        _("Signal à partir de %(most)s des clients.") % {"most": percent(figures["most"], 0)},
        trend,
        missing,
        *_import(),
    )


def _flat_share(figures: Mapping[str, Any]) -> SignalText:
    words = {
        "count": number(figures["customers"]),
        "known": number(figures.get("known", 0)),
        "wallet": percent(figures["wallet"], 0),
        "percent": percent(figures.get("percent")),
        "within": percent(figures["within"], 0),
    }
    sentence = missing = ""
    if figures["customers"]:
        sentence = (
            ngettext(
                "%(count)s client nous donne déjà %(wallet)s ou plus de ses achats, sans progresser (± %(within)s) : "
                "%(percent)s du chiffre d’affaires.",
                "%(count)s clients nous donnent déjà %(wallet)s ou plus de leurs achats, sans progresser "
                "(± %(within)s) : %(percent)s du chiffre d’affaires.",
                figures["customers"],
            )
            % words
        )
    elif figures.get("known"):
        sentence = (
            ngettext(
                "Le client dont le total des achats est noté n’est pas dans ce cas.",
                "Aucun des %(known)s clients dont le total des achats est noté n’est dans ce cas.",
                figures["known"],
            )
            % words
        )
    else:
        missing = _(
            "Le total des achats n’est noté sur la fiche d’aucun client : notez-le sur les plus gros, dans "
            "« Comportement d’affaires »."
        )
    return SignalText(
        _("Forte part chez nos clients, chiffre d’affaires plat"),
        sentence,
        _(
            "Signal à partir de %(most)s du chiffre d’affaires, d’après les achats totaux notés sur les fiches."
        )
        % {"most": percent(figures["most"], 0)},
        "",
        missing,
        "lists:companies?sort=-net_12_months",
        _("Voir les plus gros clients"),
    )


def _competitors(figures: Mapping[str, Any]) -> SignalText:
    now = figures["now"]
    sentence = (
        ngettext(
            "Concurrents notés chez %(now)s entreprise en 6 mois.",
            "Concurrents notés chez %(now)s entreprises en 6 mois.",
            now,
        )
        % {"now": number(now)}
        if now or figures["before"]
        else ""
    )
    return SignalText(
        _("Des concurrents arrivent"),
        sentence,
        ngettext(
            "Signal à partir de %(most)s entreprise, et plus qu’avant.",
            "Signal à partir de %(most)s entreprises, et plus qu’avant.",
            int(figures["most"]),
        )
        % {"most": number(figures["most"])},
        _("Les 6 mois d’avant : %(before)s.") % {"before": number(figures["before"])} if sentence else "",
        ""
        if sentence
        else _(
            "Aucun concurrent n’est noté depuis un an : notez-les dans les affaires ou sur les fiches, ou déclarez."
        ),
        "lists:deals",
        _("Voir les affaires"),
    )


def _technology(figures: Mapping[str, Any]) -> SignalText:
    now = figures["now"]
    sentence = (
        ngettext(
            "%(now)s entreprise a changé sa façon d’acheter en un an.",
            "%(now)s entreprises ont changé leur façon d’acheter en un an.",
            now,
        )
        % {"now": number(now)}
        if now or figures["before"]
        else ""
    )
    return SignalText(
        _("La technique change les habitudes d’achat"),
        sentence,
        _("Signal à partir de %(most)s et plus que l’an d’avant, ou si vous le déclarez.")
        % {"most": number(figures["most"])},
        _("L’an d’avant : %(before)s.") % {"before": number(figures["before"])} if sentence else "",
        ""
        if sentence
        else _(
            "Aucune fiche ne dit que sa façon d’acheter a changé : notez-la dans « Comportement d’affaires » à chaque "
            "visite, ou déclarez ce que vous voyez."
        ),
        "lists:companies?sort=-net_12_months",
        _("Voir les plus gros clients"),
    )


def _production(figures: Mapping[str, Any]) -> SignalText:
    sentence = missing = ""
    if figures["products"]:
        words = {name: number(figures[name]) for name in ("products", "reached", "active")}
        came = (
            ngettext(
                "%(products)s produit entré au catalogue en un an",
                "%(products)s produits entrés au catalogue en un an",
                figures["products"],
            )
            % words
        )
        buy = (
            ngettext(
                "%(reached)s client actif sur %(active)s en achète",
                "%(reached)s clients actifs sur %(active)s en achètent",
                figures["reached"],
            )
            % words
        )
        sentence = _("%(came)s ; %(buy)s.") % {"came": came, "buy": buy}
    else:
        missing = _(
            "Aucun produit n’est entré au catalogue en un an, hors de son premier chargement : ajoutez les nouveautés, "
            "ou déclarez ce qui change."
        )
    return SignalText(
        _("Notre production change et ouvre des débouchés"),
        sentence,
        _("Signal si moins de %(most)s des clients achètent les nouveautés, ou si vous le déclarez.")
        % {"most": percent(figures["most"], 0)},
        "",
        missing,
        "lists:products",
        _("Voir le catalogue"),
    )
