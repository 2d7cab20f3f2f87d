"""The sentences about room for manoeuvre and concessions, and what their states are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, Any] = {
    "amount.negative": _("Un montant négatif n’a pas de sens ici."),
    "reduction.percent_out_of_range": _("%(percent)s %% : un taux va de 0 à 100."),
    "bargaining.reserve_above_opening": _(
        "Le plancher (%(reserve)s €) dépasse l’offre (%(opening)s €) : il n’y aurait rien à négocier. Baissez le"
        " plancher ou relevez l’offre."
    ),
    "bargaining.own_margin": _(
        "Marge de manœuvre : offre %(opening)s € − plancher %(reserve)s € = %(margin)s €."
    ),
    "bargaining.zone": _(
        "De notre plancher, %(reserve)s €, à leur plafond, %(their_reserve)s € : %(width)s € où s’entendre."
    ),
    "bargaining.no_zone": _(
        "Pas de zone d’accord : leur plafond, %(their_reserve)s €, est %(gap)s € sous notre plancher, %(reserve)s €."
    ),
    "concession.nothing_to_give": _("Donnez un total à céder, supérieur à zéro."),
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
