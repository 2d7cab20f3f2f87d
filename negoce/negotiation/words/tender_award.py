"""The sentences of lots, criteria, offers and prices of a tender."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Finding
from negoce.kit.worked import Step
from negoce.negotiation.models import TenderLot, TenderOffer
from negoce.negotiation.words.tender import TENDER_MESSAGES
from negoce.negotiation.words.tender import say as say_of_tenders
from negoce.ui.words.say import reader_language, write_figures
from negoce.ui.words.say import say as say_with

AWARD_MESSAGES: Mapping[str, Any] = {
    "lot.number_needed": _("Donnez le numéro du lot, de 1 à %(most)s."),
    "lot.name_needed": _("Dites l’objet du lot."),
    "lot.amount_zero": _(
        "Un lot ne s’estime pas à zéro : laissez vide si l’acheteur ne donne pas de montant."
    ),
    "award.method_needed": _("Choisissez la méthode."),
    "award.highest_range": _("La note la plus haute est au-dessus de 0, et de %(most)s au plus."),
    "award.offer_needed": _("Donnez le nom de l’offre : le concurrent, ou « Concurrent A »."),
    "award.price_zero": _("Un prix de zéro ne se note pas : donnez le prix, ou laissez vide."),
    "award.note_range": _("%(criterion)s : une note de %(note)s sort de l’échelle, de 0 à %(highest)s."),
    "award.criterion_needed": _("Nommez le critère."),
    "award.weight_range": _("Un poids est au-dessus de 0, et de 100 au plus."),
    "award.part_of_nothing": _("Un sous-critère se place sous le critère qu’il détaille."),
    "award.two_prices": _("Un seul critère est celui du prix."),
    "award.price_is_detailed": _(
        "Le prix est détaillé en sous-critères : cochez « prix » sur l’un d’eux plutôt que sur le critère entier."
    ),
    "award.too_many": _("Au plus %(most)s critères et sous-critères : regroupez-en."),
    "award.weights_short": _(
        "Les poids des critères font %(sum)s : il manque %(gap)s points pour faire 100. Relevez un critère, ou"
        " ajoutez celui qui manque."
    ),
    "award.weights_over": _(
        "Les poids des critères font %(sum)s : il y a %(gap)s points de trop pour faire 100. Baissez un critère, ou"
        " retirez-en un."
    ),
    "award.parts_short": _(
        "Les sous-critères de « %(criterion)s » font %(sum)s, le critère pèse %(due)s : il manque %(gap)s points."
    ),
    "award.parts_over": _(
        "Les sous-critères de « %(criterion)s » font %(sum)s, le critère pèse %(due)s : il y a %(gap)s points de"
        " trop."
    ),
    "award.price_missing": _("L’offre « %(offer)s » n’a pas de prix : donnez-le, même supposé."),
    "award.price_not_above_zero": _("L’offre « %(offer)s » a un prix de zéro : il ne se note pas."),
    "award.no_price_criterion": _(
        "Aucun critère n’est celui du prix : cochez « prix » sur le critère qui le note."
    ),
    "award.no_offer_of_ours": _("Donnez notre offre : ses notes hors prix suffisent."),
    "award.our_note_missing": _(
        "Il manque notre note sur « %(criterion)s » : donnez celle que vous espérez."
    ),
    "award.no_rival": _(
        "Aucun concurrent : ajoutez au moins une offre supposée, avec son prix et ses notes."
    ),
    "award.rivals_incomplete": _(
        "Aucune offre de concurrent n’est complète : donnez à l’une d’elles son prix et toutes ses notes."
    ),
    "award.left_aside": _("« %(offer)s » n’est pas comptée : il manque son prix ou une de ses notes."),
    "simulation.head": _(
        "La première ligne nomme les colonnes : la ligne, une offre par colonne de prix, puis « Qté … » pour chaque"
        " scénario, tous différents."
    ),
    "simulation.too_much": _(
        "Au plus %(lines)s lignes, %(columns)s colonnes, et des noms de %(length)s caractères."
    ),
    "simulation.cells": _("Ligne %(line)s : %(count)s cellules pour %(most)s colonnes. Rien n’a été repris."),
    "simulation.name_needed": _(
        "Ligne %(line)s : nommez ce qui est acheté, en %(length)s caractères au plus. Rien n’a été repris."
    ),
    "simulation.unreadable": _(
        "Ligne %(line)s : « %(cell)s » n’est ni un prix ni une quantité. Rien n’a été repris."
    ),
}
# What the journal of a tender tells of these.
AWARD_LABELS: Mapping[str, Any] = {
    "lot": _("Lot"),
    "award_criteria": _("Critères"),
    "award_scale": _("Notation du prix"),
    "award_offer": _("Offre comparée"),
    "award_prices": _("Bordereau comparé"),
}


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    return say_with(finding, AWARD_MESSAGES) if finding.code in AWARD_MESSAGES else say_of_tenders(finding)


def step_words(step: Step) -> str:
    """The sentence of a step of a rule."""
    return str(TENDER_MESSAGES[step.code]) % write_figures(step.figures, reader_language())


def offer_name(offer: TenderOffer) -> str:
    """« Nous », or the name of the competitor."""
    return _now("Nous") if offer.is_ours else offer.name


def lot_name(lot: TenderLot | None) -> str:
    """« Lot 2, Mobilier scolaire », or the whole tender."""
    if lot is None:
        return _now("Tout le marché")
    return _now("Lot %(number)s, %(name)s") % {"number": lot.number, "name": lot.name}
