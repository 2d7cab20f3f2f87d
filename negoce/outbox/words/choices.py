"""The closed lists of the outbox in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.outbox.enums import ContactPurpose, MessageKind, MessageState, MessageStep

STATES: Mapping[MessageState, Any] = {
    MessageState.WAITING: _("En attente"),
    MessageState.HELD: _("Retenu"),
    MessageState.SENDING: _("En cours d’envoi"),
    MessageState.SENT: _("Envoyé"),
    MessageState.REFUSED: _("Non autorisé"),
    MessageState.FAILED: _("Échec"),
    MessageState.IN_DOUBT: _("Envoi incertain"),
    MessageState.CANCELLED: _("Annulé"),
    MessageState.BOUNCED: _("Revenu"),
}
TONES: Mapping[MessageState, str] = {
    MessageState.WAITING: "info",
    MessageState.HELD: "warn",
    MessageState.SENDING: "info",
    MessageState.SENT: "good",
    MessageState.REFUSED: "bad",
    MessageState.FAILED: "bad",
    MessageState.IN_DOUBT: "warn",
    MessageState.CANCELLED: "",
    MessageState.BOUNCED: "bad",
}
KINDS: Mapping[MessageKind, Any] = {
    MessageKind.LETTER: _("Message"),
    MessageKind.QUOTE: _("Devis"),
    MessageKind.QUOTE_CODE: _("Code d’acceptation"),
    MessageKind.ORDER: _("Commande"),
    MessageKind.DELIVERY: _("Livraison"),
    MessageKind.INVOICE: _("Facture"),
    MessageKind.REMINDER: _("Relance"),
    MessageKind.TERMS: _("Conditions de vente"),
    MessageKind.CONTRACT: _("Contrat"),
    MessageKind.VISIT: _("Annonce d’une visite"),
    MessageKind.MAILING: _("Envoi en nombre"),
    MessageKind.NOTICE: _("Information sur les données (RGPD)"),
    MessageKind.FORM_LINK: _("Confirmation d’un formulaire"),
    MessageKind.TEST: _("Essai"),
}
PURPOSES: Mapping[ContactPurpose, Any] = {
    ContactPurpose.PROFESSIONAL: _("Prospection entre professionnels"),
    ContactPurpose.CONSUMER: _("Prospection d’un particulier"),
    ContactPurpose.CONTRACTUAL: _("Exécution du contrat ou réponse à une demande"),
}
STEPS: Mapping[MessageStep, Any] = {
    MessageStep.QUEUED: _("Mis en attente d’envoi"),
    MessageStep.REFUSED: _("Non autorisé"),
    MessageStep.TRIED: _("Remise au serveur"),
    MessageStep.POSTPONED: _("Nouvel essai prévu"),
    MessageStep.SENT: _("Accepté par le serveur"),
    MessageStep.FAILED: _("Abandonné"),
    MessageStep.DOUBTED: _("Envoi incertain"),
    MessageStep.SETTLED: _("Marqué comme envoyé"),
    MessageStep.RESENT: _("Renvoi demandé"),
    MessageStep.CANCELLED: _("Annulé"),
    MessageStep.RECLAIMED: _("Repris après une interruption"),
    MessageStep.HELD: _("Retenu : l’envoi est en pause"),
    MessageStep.RELEASED: _("Envoi repris"),
    MessageStep.BOUNCED: _("Revenu"),
}
