"""The words of the file of a tender: its documents, the certificates of the house, requirements and answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Finding
from negoce.negotiation.enums import PaperKind, PaperPart, PaperState, RequirementGap
from negoce.negotiation.words.tender import SUBJECT_MAX
from negoce.negotiation.words.tender import say as say_of_tenders
from negoce.ui.words.say import say as say_with
from negoce.ui.words.say import short_day

PARTS: Mapping[str, Any] = {
    PaperPart.ADMINISTRATIVE: _("Administratif"),
    PaperPart.TECHNICAL: _("Technique"),
    PaperPart.FINANCIAL: _("Financier"),
}
PAPERS: Mapping[str, Any] = {
    PaperKind.DC1: _("DC1, lettre de candidature"),
    PaperKind.DC2: _("DC2, déclaration du candidat"),
    PaperKind.DUME: _("DUME, document unique de marché européen"),
    PaperKind.POWERS: _("Pouvoir du signataire"),
    PaperKind.TAX: _("Attestation de régularité fiscale"),
    PaperKind.SOCIAL: _("Attestation de vigilance (Urssaf)"),
    PaperKind.REGISTRATION: _("Extrait Kbis"),
    PaperKind.INSURANCE: _("Attestation d’assurance"),
    PaperKind.BANK: _("RIB"),
    PaperKind.REFERENCES: _("Références"),
    PaperKind.TURNOVER: _("Chiffre d’affaires des derniers exercices"),
    PaperKind.MEANS: _("Moyens humains et matériels"),
    PaperKind.QUALITY: _("Certificat de qualité, label"),
    PaperKind.COMMITMENT: _("Acte d’engagement"),
    PaperKind.UNIT_PRICES: _("Bordereau des prix unitaires (BPU)"),
    PaperKind.QUANTITIES: _("Détail quantitatif estimatif (DQE)"),
    PaperKind.BREAKDOWN: _("Décomposition du prix global (DPGF)"),
    PaperKind.PRICE_OFFER: _("Offre de prix"),
    PaperKind.TERMS_OF_SALE: _("Conditions générales de vente"),
    PaperKind.TECHNICAL_NOTE: _("Mémoire technique"),
    PaperKind.DATA_SHEETS: _("Fiches techniques"),
    PaperKind.SCHEDULE: _("Calendrier d’exécution"),
    PaperKind.OTHER: _("Autre document"),
}
PAPER_STATES: Mapping[str, Any] = {
    PaperState.MISSING: _("manquant"),
    PaperState.ASKED: _("demandé"),
    PaperState.READY: _("prêt"),
}
GAPS: Mapping[str, Any] = {
    RequirementGap.FULL: _("conforme"),
    RequirementGap.PARTIAL: _("conforme en partie"),
    RequirementGap.NONE: _("non conforme"),
    RequirementGap.VARIANT: _("variante"),
}
FILE_MESSAGES: Mapping[str, Any] = {
    "paper.part_needed": _("Choisissez la partie du dossier."),
    "paper.kind_needed": _("Choisissez le document."),
    "paper.state_needed": _("Choisissez l’état."),
    "paper.name_needed": _("Nommez le document."),
    "paper.days_crossed": _("La fin de validité ne peut pas précéder la délivrance."),
    "paper.ended": _("Périmé depuis le %(day)s."),
    "paper.ends_before": _("Valable jusqu’au %(day)s, avant la remise des offres du %(due)s : à renouveler."),
    "paper.ends_soon": _("Valable jusqu’au %(day)s (jours restants : %(days)s)."),
    "requirement.words_needed": _("Écrivez l’exigence, avec les mots du cahier des charges."),
    "requirement.answer_needed": _("Dites ce que nous proposons : l’écart seul ne répond pas."),
    "requirement.nothing_pasted": _("Rien à reprendre : collez une exigence par ligne."),
    "requirement.too_many": _("%(count)s lignes collées : reprenez-en au plus %(most)s à la fois."),
    "requirement.line_too_long": _(
        "Ligne %(line)s : au plus %(words)s caractères pour l’exigence et %(reference)s pour la référence. Rien n’a été"
        " repris."
    ),
    "requirement.line_without_words": _(
        "Ligne %(line)s (%(reference)s) : l’exigence est vide. Rien n’a été repris."
    ),
}
FILE_LABELS: Mapping[str, Any] = {
    "tender_document": _("Document du dossier"),
    "requirement": _("Exigence"),
}


def renewal_subject(name: str, day: date | None) -> str:
    """The subject of the task to renew a certificate; the name gives way before the day."""
    figures = {"day": short_day(day), "name": ""}
    words = _now("À renouveler avant le %(day)s : %(name)s")
    return words % {**figures, "name": name[: SUBJECT_MAX - len(words % figures)]}


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    return say_with(finding, FILE_MESSAGES) if finding.code in FILE_MESSAGES else say_of_tenders(finding)
