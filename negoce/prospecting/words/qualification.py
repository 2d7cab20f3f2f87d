"""The words of qualification and of referrals: the known grids, answers, outcomes, the steps of R-P1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.prospecting.enums import Answer, GridKind, ReferralOutcome
from negoce.prospecting.models import QualificationCriterion, QualificationGrid

GRIDS: Mapping[str, Any] = {
    GridKind.BANT.value: _("BANT : cycle court"),
    GridKind.CHAMP.value: _("CHAMP : vente de conseil"),
    GridKind.MEDDIC.value: _("MEDDIC : cycle long, plusieurs décideurs"),
    GridKind.GPCTBA.value: _("GPCTBA/C&I : accompagnement"),
    GridKind.OWN.value: _("Grille de l’équipe"),
}
ANSWERS: Mapping[str, Any] = {
    Answer.YES.value: _("Oui"),
    Answer.NO.value: _("Non"),
    Answer.UNKNOWN.value: _("Pas su"),
}
OUTCOMES: Mapping[str, Any] = {
    ReferralOutcome.WAITING.value: _("En attente"),
    ReferralOutcome.MET.value: _("Rencontré"),
    ReferralOutcome.CUSTOMER.value: _("Devenu client"),
    ReferralOutcome.DECLINED.value: _("Sans suite"),
}
# Label, then the question it stands for.
CRITERIA: Mapping[tuple[str, str], tuple[Any, Any]] = {
    ("bant", "budget"): (_("Budget"), _("Un budget est-il prévu, et de quel ordre ?")),
    ("bant", "authority"): (_("Décideur"), _("Parlons-nous à qui décide, ou savons-nous qui c’est ?")),
    ("bant", "need"): (_("Besoin"), _("Ont-ils un besoin auquel nous répondons ?")),
    ("bant", "timeline"): (_("Délai d’achat"), _("Savons-nous quand ils veulent acheter ?")),
    ("champ", "challenges"): (_("Enjeux"), _("Quelles difficultés veulent-ils résoudre ?")),
    ("champ", "authority"): (_("Décideur"), _("Qui décide, et qui pèse sur la décision ?")),
    ("champ", "money"): (_("Moyens"), _("Ont-ils les moyens, ou sauront-ils les trouver ?")),
    ("champ", "prioritization"): (_("Priorité"), _("Est-ce une priorité pour eux cette année ?")),
    ("meddic", "metrics"): (_("Mesures"), _("Quel gain chiffré en attendent-ils ?")),
    ("meddic", "economic_buyer"): (_("Payeur"), _("Qui peut engager la dépense ?")),
    ("meddic", "criteria"): (_("Critères de choix"), _("Sur quoi compareront-ils les offres ?")),
    ("meddic", "process"): (_("Parcours de décision"), _("Par quelles étapes la décision passe-t-elle ?")),
    ("meddic", "pain"): (_("Point douloureux"), _("Qu’est-ce qui leur coûte aujourd’hui ?")),
    ("meddic", "champion"): (_("Allié"), _("Qui, chez eux, défend notre offre ?")),
    ("gpctba", "goals"): (_("Objectifs"), _("Que veulent-ils atteindre, en chiffres ?")),
    ("gpctba", "plans"): (_("Plans"), _("Comment comptent-ils y arriver ?")),
    ("gpctba", "challenges"): (_("Difficultés"), _("Qu’est-ce qui les en empêche ?")),
    ("gpctba", "timeline"): (_("Délai d’achat"), _("Pour quand ?")),
    ("gpctba", "budget"): (_("Budget"), _("Un budget est-il prévu, et de quel ordre ?")),
    ("gpctba", "authority"): (_("Décideur"), _("Qui décide, et avec qui ?")),
    ("gpctba", "consequences"): (_("Risques"), _("Que se passe-t-il s’ils ne font rien ?")),
    ("gpctba", "implications"): (_("Bénéfices"), _("Qu’est-ce que la réussite leur apporte ?")),
}
MESSAGES: Mapping[str, Any] = {
    "qualification.coverage": _("Critères confirmés : %(confirmed)s sur %(criteria)s, soit %(percent)s %%."),
    "qualification.validated": _("Il en faut %(needed)s sur %(criteria)s : la qualification est faite."),
    "qualification.not_validated": _(
        "Il en faut %(needed)s sur %(criteria)s : la qualification n’est pas encore faite."
    ),
    "qualification.advice_short": _("BANT sert aux cycles courts."),
    "qualification.advice_long": _("MEDDIC sert aux cycles longs à plusieurs décideurs."),
    "qualification.advice_consultative": _("CHAMP sert aux ventes de conseil."),
    "qualification.no_criteria": _("Cette grille n’a aucun critère."),
}


def grid_name(grid: QualificationGrid) -> str:
    """How a grid is called."""
    return grid.name or str(GRIDS[grid.kind])


def criterion_label(grid: QualificationGrid, criterion: QualificationCriterion) -> str:
    """How a criterion is called."""
    known = CRITERIA.get((grid.kind, criterion.key))
    return criterion.label or (str(known[0]) if known else criterion.key)


def criterion_question(grid: QualificationGrid, criterion: QualificationCriterion) -> str:
    """What is to be asked; empty when an own criterion says it all."""
    known = CRITERIA.get((grid.kind, criterion.key))
    return criterion.question or (str(known[1]) if known else "")
