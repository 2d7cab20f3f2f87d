"""What measures and results of objectives are called, and the sentences of the rules about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from negoce.kit.dates import format_month
from negoce.kit.explain import Finding
from negoce.kit.money import format_decimal, format_money_exact
from negoce.negotiation.enums import ObjectiveMetric, ObjectiveOutcome
from negoce.negotiation.models import Objective
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.ui.words.say import reader_language
from negoce.ui.words.say import say as say_with

METRICS: Mapping[str, Any] = {
    ObjectiveMetric.AMOUNT: _("Montant HT obtenu"),
    ObjectiveMetric.MARGIN: _("Taux de marge obtenu (sur le montant HT)"),
    ObjectiveMetric.DISCOUNT: _("Remise accordée (%)"),
    ObjectiveMetric.PAYMENT_DAYS: _("Délai de paiement accordé (jours)"),
    ObjectiveMetric.MONTHS: _("Durée d’engagement (mois)"),
    ObjectiveMetric.QUANTITY: _("Quantité"),
    ObjectiveMetric.OTHER: _("Autre mesure chiffrée"),
    ObjectiveMetric.QUALITY: _("Qualitatif : se constate, ne se compte pas"),
}
OUTCOMES: Mapping[str, Any] = {
    ObjectiveOutcome.ATTAINED: pgettext_lazy("objectif", "Atteint"),
    ObjectiveOutcome.PARTLY: pgettext_lazy("objectif", "En partie"),
    ObjectiveOutcome.MISSED: pgettext_lazy("objectif", "Manqué"),
}
LEVEL_LABELS: Mapping[str, Any] = {"ideal": _("Idéal"), "aimed": _("Visé"), "fallback": _("Repli")}
MESSAGES: Mapping[str, Any] = {
    "objective.words_needed": _("Dites l’objectif en une phrase : un verbe, puis ce qu’il faut obtenir."),
    "objective.metric_needed": _("Choisissez ce qui mesurera l’objectif."),
    "objective.measure_needed": _("Dites ce qui montrera qu’il est atteint."),
    "objective.unit_needed": _("Donnez l’unité : pièces, jours, rendez-vous…"),
    "objective.level_needed": _("Donnez les trois niveaux : idéal, visé, repli."),
    "objective.rank_needed": _("Donnez son rang, de 1 à 9 : le 1 passe d’abord."),
    "objective.due_on_needed": _("Donnez le jour de l’entretien."),
    "objective.due_in_past": _("Le %(day)s est passé : donnez le jour du prochain entretien."),
    "objective.owner_needed": _("Choisissez qui porte l’objectif."),
    "objective.outcome_needed": _("Dites s’il est atteint, en partie ou manqué."),
    "objective.obtained_needed": _("Donnez ce qui a été obtenu, 0 s’il n’y a rien."),
    "objective.obtained_words_needed": _("Dites en quelques mots ce qui a été obtenu."),
    "objective.aimed_above_ideal": _(
        "Visé (%(worse)s) est meilleur que l’idéal (%(better)s) : échangez-les."
    ),
    "objective.fallback_above_aimed": _(
        "Le repli (%(worse)s) est meilleur que visé (%(better)s) : échangez-les."
    ),
    "objective.no_verb": _(
        "Commencez par un verbe (obtenir, signer, fixer…) : « %(text)s » n’en est pas un."
    ),
    "objective.vague": _("« %(text)s » ne se vérifie pas : dites combien, ou quoi."),
    "objective.under_floor": _("Le repli, %(fallback)s €, est sous notre plancher, %(reserve)s €."),
    "objective.margin_under_floor": _(
        "Le repli, %(fallback)s %% de marge, est sous le plancher de la maison, %(floor)s %% : il faudra un accord."
    ),
    "objective.amount_under_floor": _(
        "Au repli, %(fallback)s €, le devis ne laisse que %(rate)s %% de marge ; le plancher est de %(floor)s %% :"
        " il faudra un accord."
    ),
    "objective.under_plan": _(
        "Au montant visé, le devis laisse %(margin)s € de marge ; le plan « %(plan)s » compte sur %(expected)s €"
        " par client et par an."
    ),
    "objective.above_target": _(
        "Le visé, %(aimed)s €, dépasse à lui seul ce que la personne qui suit l’affaire doit vendre en %(month)s,"
        " %(target)s € : l’un ou l’autre est à revoir."
    ),
    "objective.percent_too_high": _("Un pourcentage ne dépasse pas 100."),
    "objective.margin_hidden": _("Vous ne lisez pas les marges : choisissez une autre mesure."),
    "objective.above_offer": _(
        "L’idéal, %(ideal)s €, dépasse notre offre, %(offer)s € : on n’obtient pas plus que ce que l’on demande."
    ),
    "objective.after_close": _("Il vient après la conclusion prévue de l’affaire, le %(day)s."),
    "objective.same_rank": _("Un autre objectif a le rang %(rank)s : lequel passe d’abord ?"),
}


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    month = finding.figures.get("month")
    if isinstance(month, date):
        figures = {**finding.figures, "month": format_month(month, reader_language())}
        finding = Finding(finding.code, finding.severity, figures)
    return say_with(finding, MESSAGES) if finding.code in MESSAGES else say_of_deals(finding)


def level_words(row: Objective, level: str, currency: str) -> str:
    """« 46 500 €, 24 mois »: the figure of a level, then its words."""
    value: Decimal | None = getattr(row, level)
    words = str(getattr(row, f"{level}_words", ""))
    return ", ".join(part for part in (figure_words(row, value, currency), words) if part)


def figure_words(row: Objective, value: Decimal | None, currency: str) -> str:
    """A figure with the unit of its objective; empty for none."""
    if value is None:
        return ""
    language = reader_language()
    if row.metric == ObjectiveMetric.AMOUNT:
        return format_money_exact(value, language, currency)
    number = format_decimal(value, language, 0 if value == value.to_integral_value() else 2)
    units = {
        ObjectiveMetric.MARGIN.value: "%",
        ObjectiveMetric.DISCOUNT.value: "%",
        ObjectiveMetric.PAYMENT_DAYS.value: _now("jours"),
        ObjectiveMetric.MONTHS.value: pgettext("unité", "mois"),
    }
    return f"{number}\u00a0{units.get(row.metric, row.unit)}"
