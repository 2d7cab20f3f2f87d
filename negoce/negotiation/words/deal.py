"""What steps, roles and outcomes of deals are called, and the sentences of the rules about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.companies.words.findings import say as say_of_companies
from negoce.kit.explain import Finding
from negoce.negotiation.enums import (
    BuyingClass,
    DealRole,
    DealState,
    DealStep,
    OutcomeReason,
    PurchaseStage,
)
from negoce.negotiation.rules.deal_steps import BOARD, BoardColumn
from negoce.negotiation.words.cycle import MESSAGES as CYCLE_MESSAGES
from negoce.ui.words.say import say as say_with

LABELS: Mapping[type[StrEnum], Mapping[str, Any]] = {
    DealState: {
        DealState.OPEN: pgettext_lazy("affaire", "En cours"),
        DealState.WON: pgettext_lazy("affaire", "Gagnée"),
        DealState.LOST: pgettext_lazy("affaire", "Perdue"),
    },
    DealStep: {
        DealStep.PREPARATION: pgettext_lazy("étape", "Préparation"),
        DealStep.CONTACT: pgettext_lazy("étape", "Contact"),
        DealStep.DISCOVERY: pgettext_lazy("étape", "Découverte"),
        DealStep.PRESENTATION: pgettext_lazy("étape", "Présentation"),
        DealStep.DISCUSSION: pgettext_lazy("étape", "Argumentation"),
        DealStep.NEGOTIATION: pgettext_lazy("étape", "Négociation"),
        DealStep.CONCLUSION: pgettext_lazy("étape", "Conclusion"),
        DealStep.LEAVE_TAKING: pgettext_lazy("étape", "Congé"),
        DealStep.FOLLOW_UP: pgettext_lazy("étape", "Suivi"),
    },
    DealRole: {
        DealRole.BUYER: pgettext_lazy("rôle", "Acheteur"),
        DealRole.DECIDER: pgettext_lazy("rôle", "Décideur"),
        DealRole.INFLUENCER: pgettext_lazy("rôle", "Prescripteur"),
        DealRole.USER: pgettext_lazy("rôle", "Utilisateur"),
        DealRole.ADVISER: pgettext_lazy("rôle", "Conseiller"),
        DealRole.GATEKEEPER: pgettext_lazy("rôle", "Filtre"),
        DealRole.INITIATOR: pgettext_lazy("rôle", "Initiateur"),
    },
    PurchaseStage: {
        PurchaseStage.NEED: pgettext_lazy("achat", "Besoin"),
        PurchaseStage.SEARCH: pgettext_lazy("achat", "Recherche"),
        PurchaseStage.COMPARISON: pgettext_lazy("achat", "Comparaison"),
        PurchaseStage.DECISION: pgettext_lazy("achat", "Décision"),
        PurchaseStage.EVALUATION: pgettext_lazy("achat", "Évaluation après achat"),
    },
    BuyingClass: {
        BuyingClass.NEW_TASK: pgettext_lazy("achat", "Achat nouveau"),
        BuyingClass.MODIFIED_REBUY: pgettext_lazy("achat", "Rachat modifié"),
        BuyingClass.STRAIGHT_REBUY: pgettext_lazy("achat", "Rachat à l’identique"),
    },
    OutcomeReason: {
        OutcomeReason.PRICE: pgettext_lazy("raison", "Prix"),
        OutcomeReason.PRODUCT: pgettext_lazy("raison", "Produit"),
        OutcomeReason.SERVICE: pgettext_lazy("raison", "Service"),
        OutcomeReason.DELIVERY_TIME: pgettext_lazy("raison", "Délai"),
        OutcomeReason.RELATIONSHIP: pgettext_lazy("raison", "Relation"),
        OutcomeReason.REFERENCES: pgettext_lazy("raison", "Références"),
        OutcomeReason.TERMS: pgettext_lazy("raison", "Conditions"),
        OutcomeReason.NO_BUDGET: pgettext_lazy("raison", "Pas de budget"),
        OutcomeReason.NO_NEED: pgettext_lazy("raison", "Pas de besoin"),
        OutcomeReason.NO_DECISION: pgettext_lazy("raison", "Pas de décision"),
        OutcomeReason.INCUMBENT: pgettext_lazy("raison", "Fournisseur en place"),
        OutcomeReason.OTHER: pgettext_lazy("raison", "Autre"),
    },
}
# Columns of several steps; those of one bear its name.
_GROUPS: Mapping[str, Any] = {"approach": _("Préparation et contact"), "conclusion": _("Conclusion et suivi")}
_MESSAGES: Mapping[str, Any] = {
    "deal.name_needed": _("Donnez un nom à l’affaire : ce qui se vend, en quelques mots."),
    "deal.day_unlikely": _("Le %(day)s n’est pas vraisemblable ici : vérifiez l’année."),
    "deal.step_unknown": _("« %(text)s » n’est pas une étape."),
    "deal.closed": _("Cette affaire est close : rouvrez-la pour changer son étape."),
    **CYCLE_MESSAGES,
    "deal.outcome_needed": _("Dites si l’affaire est gagnée ou perdue."),
    "deal.reason_needed": _("Choisissez la raison : c’est ce qui permettra de faire mieux."),
    "deal.next_needed": _(
        "Dites la suite et son jour, ou pourquoi il n’y en a aucune : une affaire ne se clôt pas en silence."
    ),
    "deal.next_what_needed": _("Dites ce qui est à faire ce jour-là."),
    "deal.next_day_needed": _("Donnez le jour de cette suite."),
    "deal.next_in_past": _("Le %(day)s est passé : donnez un jour à venir."),
    "deal.next_and_none": _("Une suite est déjà dite : retirez l’une ou l’autre."),
    "deal.closed_in_future": _(
        "Le %(day)s n’est pas encore venu : une affaire se clôt au plus tard ce jour."
    ),
}


def label_of(enum: type[StrEnum], value: str) -> str:
    """What a stored value of a closed list is called; empty for nothing."""
    return str(LABELS[enum][value]) if value else ""


def options_of(enum: type[StrEnum]) -> Sequence[tuple[str, str]]:
    """The members of a closed list with their words, in order."""
    return [(member.value, str(LABELS[enum][member])) for member in enum]


def column_label(column: BoardColumn) -> str:
    """What a column of the board is called: its title, else the steps that it holds."""
    if column in BOARD and column.key in _GROUPS:
        return str(_GROUPS[column.key])
    return column.title or label_of(DealStep, column.steps[0])


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    return say_with(finding, _MESSAGES) if finding.code in _MESSAGES else say_of_companies(finding)
