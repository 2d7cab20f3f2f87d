"""The sentences about room for manoeuvre and concessions, and what their states are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.kit.explain import Finding
from negoce.negotiation.enums import ConcessionState, EstimateConfidence
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.ui.words.say import say as say_with

CONFIDENCE: Mapping[str, Any] = {
    EstimateConfidence.LOW: pgettext_lazy("confiance", "Supposé"),
    EstimateConfidence.MEDIUM: pgettext_lazy("confiance", "Probable"),
    EstimateConfidence.HIGH: pgettext_lazy("confiance", "Sûr"),
}
CONCESSION_STATES: Mapping[str, Any] = {
    ConcessionState.RESERVE: pgettext_lazy("concession", "En réserve"),
    ConcessionState.PROPOSED: pgettext_lazy("concession", "Proposée"),
    ConcessionState.ACCEPTED: pgettext_lazy("concession", "Acceptée"),
    ConcessionState.REFUSED: pgettext_lazy("concession", "Refusée"),
}
PRICES: Mapping[str, Any] = {
    "our_opening": _("Notre offre"),
    "our_target": _("Notre objectif"),
    "our_reserve": _("Notre plancher"),
    "their_opening": _("Leur première demande"),
    "their_target": _("Leur objectif"),
    "their_reserve": _("Leur plafond estimé"),
}

MESSAGES: Mapping[str, Any] = {
    "amount.negative": _("Un montant négatif n’a pas de sens ici."),
    "reduction.percent_out_of_range": _("%(percent)s %% : un taux va de 0 à 100."),
    "bargaining.reserve_above_opening": _(
        "Le plancher (%(reserve)s €) dépasse l’offre (%(opening)s €) : il n’y aurait rien à négocier. Baissez le"
        " plancher ou relevez l’offre."
    ),
    "bargaining.reserve_above_target": _(
        "Le plancher (%(reserve)s €) dépasse l’objectif (%(opening)s €) : l’objectif est ce que l’on vise au-dessus."
    ),
    "bargaining.target_above_opening": _(
        "L’objectif (%(reserve)s €) dépasse l’offre (%(opening)s €) : on n’obtient pas plus que ce que l’on demande."
    ),
    "bargaining.their_target_above_reserve": _(
        "Leur objectif (%(reserve)s €) dépasse leur plafond (%(opening)s €) : ils visent au plus ce qu’ils peuvent"
        " payer."
    ),
    "bargaining.their_opening_above_reserve": _(
        "Leur première demande (%(reserve)s €) dépasse leur plafond (%(opening)s €) : l’un des deux est à revoir."
    ),
    "bargaining.their_opening_above_target": _(
        "Leur première demande (%(reserve)s €) dépasse leur objectif (%(opening)s €) : qui achète demande d’abord"
        " moins."
    ),
    "bargaining.known_in_future": _("Le %(day)s n’est pas vraisemblable : donnez le jour où cela a été su."),
    "bargaining.own_margin": _(
        "Marge de manœuvre : offre %(opening)s € − plancher %(reserve)s € = %(margin)s €."
    ),
    "bargaining.zone": _(
        "De notre plancher, %(reserve)s €, à leur plafond, %(their_reserve)s € : %(width)s € où s’entendre."
    ),
    "bargaining.no_zone": _(
        "Pas de zone d’accord : leur plafond, %(their_reserve)s €, est %(gap)s € sous notre plancher, %(reserve)s €."
    ),
    "concession.given_needed": _("Dites ce que nous donnons : une remise, un délai, un service."),
    "concession.cost_needed": _("Dites ce que cela nous coûte ; 0 si cela ne coûte rien."),
    "concession.nothing_to_give": _("Donnez un total à céder, supérieur à zéro."),
    "concession.more_than_offer": _(
        "%(total)s € à céder sur une offre de %(offer)s € : il ne resterait rien. Cédez moins, ou revoyez l’offre."
    ),
    "concession.steps_out_of_range": _("%(steps)s concessions : un plan en compte de 1 à %(most)s."),
    "concession.ratio_out_of_range": _(
        "%(ratio)s : le rapport va d’un peu plus que 0 à 1, qui donne des concessions égales."
    ),
    "concession.too_little": _(
        "%(total)s € est trop peu pour %(steps)s concessions : faites-en moins, ou cédez plus à chacune."
    ),
    "concession.weights": _(
        "%(steps)s parts, chacune %(ratio)s fois la précédente : en tout %(sum)s fois la première."
    ),
    "concession.share": _("Concession %(number)s : %(share)s €."),
    "offsetting_volume.extra": _(
        "%(discount)s %% ÷ (%(margin)s %% − %(discount)s %%) = %(extra)s %% de volume en plus pour la même marge."
    ),
    "offsetting_volume.impossible": _(
        "Une remise de %(discount)s %% prend toute la marge (%(margin)s %%) : aucun volume ne la compense."
    ),
}


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    return say_with(finding, MESSAGES) if finding.code in MESSAGES else say_of_deals(finding)
