"""The words of plans, channels and costs: closed lists, the steps of R-P5 and R-P6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.prospecting.enums import CostKind, MarketTopic, PlanObjective, PlanState, WorkMode

OBJECTIVES: Mapping[str, Any] = {
    PlanObjective.NEW_PRODUCT.value: _("Lancer une offre"),
    PlanObjective.NEW_TARGET.value: _("Ouvrir une nouvelle cible"),
    PlanObjective.NEW_ZONE.value: _("Ouvrir une nouvelle zone"),
    PlanObjective.WAKE_FORMER.value: _("Réveiller d’anciens clients"),
    PlanObjective.RENEW_PORTFOLIO.value: _("Renouveler le portefeuille"),
}
STATES: Mapping[str, Any] = {
    PlanState.DRAFT.value: pgettext_lazy("plan", "En préparation"),
    PlanState.RUNNING.value: pgettext_lazy("plan", "En cours"),
    PlanState.CLOSED.value: pgettext_lazy("plan", "Terminé"),
}
STATE_TONES: Mapping[str, str] = {"draft": "", "running": "info", "closed": "good"}
MODES: Mapping[str, Any] = {
    WorkMode.IN_HOUSE.value: _("En interne"),
    WorkMode.OUTSOURCED.value: _("Externalisé"),
}
COST_KINDS: Mapping[str, Any] = {
    CostKind.PAY.value: _("Temps passé (salaires)"),
    CostKind.TOOLS.value: _("Outils"),
    CostKind.MEDIA.value: _("Supports, stands, fichiers"),
    CostKind.SUBCONTRACTING.value: _("Sous-traitance"),
}
TOPICS: Mapping[str, Any] = {
    MarketTopic.DOWNTURN.value: _("Conjoncture"),
    MarketTopic.COMPETITORS.value: _("Concurrents"),
    MarketTopic.TECHNOLOGY.value: _("Technique et habitudes d’achat"),
    MarketTopic.PRODUCTION.value: _("Notre production"),
}
PLAN_MESSAGES: Mapping[str, Any] = {
    "plan.quotes": _("Commandes voulues : %(orders)s ÷ %(rate)s %% = %(quotes)s devis, arrondis au-dessus."),
    "plan.meetings": _("Devis : %(quotes)s ÷ %(rate)s %% = %(meetings)s rendez-vous."),
    "plan.contacts": _("Rendez-vous : %(meetings)s ÷ %(rate)s %% = %(contacts)s à contacter."),
    "plan.each": _("Contacts par client : %(contacts)s ÷ %(orders)s = %(each)s."),
    "plan.segment_too_small": _(
        "Entreprises de la cible : %(segment)s, pour %(contacts)s à contacter ; il en manque %(missing)s."
    ),
    "plan.orders_below_zero": _("Des commandes ne se comptent pas au-dessous de zéro."),
    "plan.rate_out_of_range": _("Un taux va de plus de 0 à 100 %%, pas %(rate)s %%."),
    "channel.cost_of_customer": _(
        "Coûts ÷ clients gagnés : %(cost)s € ÷ %(customers)s = %(each)s € par client."
    ),
    "channel.payback": _("%(each)s € ÷ (%(margin)s € de marge par an ÷ 12) = %(months)s mois."),
    "channel.below_zero": _("Un coût ou un nombre de clients est au-dessous de zéro."),
    "channel.no_customer": _("Aucun client gagné : le coût d’un client ne se calcule pas encore."),
    "channel.none_fit": _(
        "Aucun canal n’a la note de %(enough)s sur 10 d’efficacité et de crédibilité pour cette cible."
    ),
    "channel.fit": _(
        "Canaux notés au moins %(enough)s sur 10 en efficacité et en crédibilité : %(fit)s sur %(candidates)s."
    ),
    "channel.cheapest": _("Parmi eux, celui dont un client coûte le moins : %(cost)s €."),
    "channel.no_cost": _("Aucun n’a de coût par client : le plus efficace passe devant, en attendant."),
    "channel.gap": _(
        "La compétence interne est de %(skill)s sur 10, au-dessous de %(enough)s : former, ou externaliser."
    ),
}
