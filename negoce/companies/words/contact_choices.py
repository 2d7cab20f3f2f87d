"""What the closed lists about people and exchanges are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.companies.enums import (
    ActivityKind,
    ActivityState,
    BuyingInterest,
    Channel,
    Civility,
    DecisionPower,
    Department,
    Departure,
    Direction,
    MeetingAnswer,
    NegotiationStyle,
    ObservationKind,
    PurchaseMotive,
    ReportItemKind,
)

CONTACT_LABELS: Mapping[type[StrEnum], Mapping[str, Any]] = {
    Civility: {Civility.MADAM: _("Madame"), Civility.SIR: _("Monsieur")},
    Department: {
        Department.MANAGEMENT: _("Direction"),
        Department.PURCHASING: _("Achats"),
        Department.FINANCE: _("Finance"),
        Department.SALES: _("Service commercial"),
        Department.MARKETING: _("Marketing"),
        Department.PRODUCTION: _("Production"),
        Department.TECHNICAL: _("Technique"),
        Department.LOGISTICS: _("Logistique"),
        Department.IT: _("Informatique"),
        Department.HUMAN_RESOURCES: _("Ressources humaines"),
        Department.QUALITY: _("Qualité"),
        Department.LEGAL: _("Juridique"),
        Department.WORKS_COUNCIL: _("CSE"),
        Department.OTHER: _("Autre service"),
    },
    DecisionPower: {
        DecisionPower.DECIDES: _("Décide"),
        DecisionPower.SIGNS: _("Signe"),
        DecisionPower.PRESCRIBES: _("Prescrit"),
        DecisionPower.ADVISES: _("Conseille"),
        DecisionPower.USES: _("Utilise"),
        DecisionPower.BUYS: _("Achète"),
        DecisionPower.GUARDS: _("Filtre l’accès"),
        DecisionPower.NONE: _("Sans pouvoir de décision"),
    },
    Departure: {
        Departure.MOVED: _("Nouveau poste"),
        Departure.UNKNOWN: _("Départ sans destination connue"),
        Departure.RETIRED: _("Départ à la retraite"),
    },
    ObservationKind: {
        ObservationKind.PURCHASE_MOTIVE: _("Mobile d’achat"),
        ObservationKind.NEGOTIATION_STYLE: _("Style de négociation"),
        ObservationKind.INTEREST: _("Intérêt"),
    },
    PurchaseMotive: {
        PurchaseMotive.SECURITY: _("Sécurité"),
        PurchaseMotive.PRIDE: _("Orgueil"),
        PurchaseMotive.NOVELTY: _("Nouveauté"),
        PurchaseMotive.COMFORT: _("Confort"),
        PurchaseMotive.MONEY: _("Argent"),
        PurchaseMotive.SYMPATHY: _("Sympathie"),
        PurchaseMotive.ENVIRONMENT: _("Environnement"),
    },
    NegotiationStyle: {
        NegotiationStyle.COMPETING: _("Rivalise"),
        NegotiationStyle.COLLABORATING: _("Collabore"),
        NegotiationStyle.COMPROMISING: _("Cherche un compromis"),
        NegotiationStyle.AVOIDING: _("Évite"),
        NegotiationStyle.ACCOMMODATING: _("Cède"),
    },
    BuyingInterest: {
        BuyingInterest.PRICE: _("Prix"),
        BuyingInterest.QUALITY: pgettext_lazy("interest", "Qualité"),
    },
    Channel: {
        Channel.EMAIL: _("E-mail"),
        Channel.PHONE: _("Téléphone"),
        Channel.POST: _("Courrier"),
        Channel.TEXT_MESSAGE: _("SMS"),
        Channel.SOCIAL: _("Réseaux sociaux"),
    },
    ActivityKind: {
        ActivityKind.VISIT: _("Visite"),
        ActivityKind.CALL: _("Appel"),
        ActivityKind.VIDEO: _("Visioconférence"),
        ActivityKind.EMAIL: _("E-mail"),
        ActivityKind.MESSAGE: _("Message"),
        ActivityKind.LETTER: _("Courrier"),
        ActivityKind.NOTE: _("Note"),
        ActivityKind.TASK: _("Tâche"),
    },
    ActivityState: {
        ActivityState.PLANNED: _("Prévue"),
        ActivityState.DONE: _("Faite"),
        ActivityState.CANCELLED: _("Annulée"),
    },
    Direction: {Direction.OUTGOING: _("Émis"), Direction.INCOMING: _("Reçu")},
    MeetingAnswer: {
        MeetingAnswer.PROPOSED: _("Rendez-vous proposé"),
        MeetingAnswer.ACCEPTED: _("Rendez-vous accepté"),
        MeetingAnswer.REFUSED: _("Rendez-vous refusé"),
    },
    ReportItemKind: {
        ReportItemKind.AGREEMENT: _("Accord"),
        ReportItemKind.ORDER: _("Commande"),
        ReportItemKind.PROMISE: _("Promesse"),
        ReportItemKind.QUESTION: _("À étudier"),
        ReportItemKind.OFFER: _("Offre faite de vive voix"),
    },
}
