"""The register of processing as the program knows it (RGPD, art. 30): what each use does with data, in words.

Which of them the house makes is looked up by the shell; each text may be changed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

COLUMNS: Mapping[str, Any] = {
    "purpose": _("Finalités"),
    "basis": _("Base légale"),
    "people": _("Personnes concernées"),
    "data": _("Données"),
    "recipients": _("Destinataires"),
    "transfers": _("Transferts hors de l’Union"),
    "retention": _("Durée de conservation"),
    "security": _("Mesures de sécurité"),
}
_INTEREST = _("Intérêt légitime\u00a0: prospection et relation entre professionnels (RGPD, art. 6.1.f)")
_CONTRACT = _("Exécution du contrat (RGPD, art. 6.1.b)")
_LAW = _("Obligation légale (RGPD, art. 6.1.c)")
_NO_TRANSFER = _("Aucun")
_SALES = _("Personnes de l’équipe commerciale, selon leur rôle et leur portefeuille")
_SECURITY = _(
    "Droits par rôle, par portefeuille et par champ\u00a0; double authentification possible\u00a0; journal des "
    "changements\u00a0; pages chiffrées en transit\u00a0; sauvegardes"
)
_PROSPECT_DELAY = _(
    "Prospect\u00a0: trois ans après la collecte ou son dernier signe. Client\u00a0: trois ans après la dernière "
    "commande"
)


@dataclass(frozen=True, slots=True)
class Processing:
    """One line of the register, in words."""

    name: Any
    purpose: Any
    basis: Any
    people: Any
    data: Any
    recipients: Any
    retention: Any
    security: Any = _SECURITY
    transfers: Any = _NO_TRANSFER


PROCESSINGS: Mapping[str, Processing] = {
    "customer_file": Processing(
        _("Fichier clients et prospects"),
        _("Connaître les entreprises et les personnes à qui nous vendons, préparer et suivre les échanges"),
        _INTEREST,
        _("Interlocuteurs professionnels des clients, prospects et fournisseurs"),
        _(
            "Identité, fonction, coordonnées professionnelles, échanges, rôle dans la décision, motifs d’achat observés"
        ),
        _SALES,
        _PROSPECT_DELAY,
    ),
    "prospecting": Processing(
        _("Prospection par e-mail, téléphone, courrier et visite"),
        _("Proposer nos offres à des professionnels, mesurer ce que chaque action rapporte"),
        _INTEREST,
        _("Interlocuteurs professionnels, informés et non opposés"),
        _("Coordonnées professionnelles, réponses, rendez-vous, qualification, score"),
        _SALES,
        _(
            "Trois ans après la collecte ou le dernier signe\u00a0; la preuve d’une opposition est gardée "
            "au moins trois ans"
        ),
    ),
    "file_sources": Processing(
        _("Fichiers achetés ou loués"),
        _("Trouver de nouveaux prospects à partir de fichiers de fournisseurs"),
        _INTEREST,
        _("Interlocuteurs professionnels présents dans ces fichiers"),
        _("Identité, fonction, coordonnées professionnelles, origine du fichier"),
        _("Équipe commerciale\u00a0; le fournisseur reste responsable de sa collecte"),
        _(
            "Jusqu’à la fin de la licence, sauf réponse ou commande de la personne\u00a0; information dans le mois"
        ),
    ),
    "public_forms": Processing(
        _("Formulaires et livres blancs en ligne"),
        _("Répondre aux demandes, envoyer le document demandé"),
        _(
            "Mesures précontractuelles à la demande de la personne (RGPD, art. 6.1.b), consentement pour la suite"
        ),
        _("Personnes qui remplissent un formulaire"),
        _("Ce que la personne écrit, confirmation de son adresse, date"),
        _SALES,
        _("Demandes non confirmées\u00a0: quelques jours\u00a0; les autres comme le fichier des prospects"),
    ),
    "messages": Processing(
        _("Messages envoyés et leurs modèles"),
        _("Envoyer devis, commandes, factures et prospection, prouver ce qui a été envoyé"),
        _("Exécution du contrat ou intérêt légitime, selon le message"),
        _("Destinataires des messages"),
        _("Adresse, contenu, moment, retours et désinscriptions"),
        _("Équipe commerciale\u00a0; serveur de messagerie de l’entreprise"),
        _("Le temps de la relation, puis trois ans"),
    ),
    "sales": Processing(
        _("Devis, commandes et contrats"),
        _("Vendre, livrer et suivre les contrats"),
        _CONTRACT,
        _("Interlocuteurs des clients"),
        _("Ce qui est commandé, par qui, pour qui, conditions"),
        _("Équipe commerciale et administration des ventes"),
        _(
            "Contrats\u00a0: cinq ans après leur fin\u00a0; contrats électroniques d’au moins 120 €\u00a0: dix ans"
        ),
    ),
    "invoices": Processing(
        _("Factures, règlements et relances"),
        _("Facturer, encaisser, relancer, tenir la comptabilité"),
        _LAW,
        _("Interlocuteurs des clients"),
        _("Destinataire, montants, échéances, règlements, relevés bancaires"),
        _("Comptabilité\u00a0; plateforme agréée\u00a0; expert-comptable\u00a0; administration fiscale"),
        _("Dix ans (C. com., art. L123-22)"),
    ),
    "journal": Processing(
        _("Comptes des utilisateurs et journal"),
        _("Ouvrir l’accès à ceux qui y ont droit, savoir qui a fait quoi"),
        _("Intérêt légitime\u00a0: sécurité des données (RGPD, art. 6.1.f et 32)"),
        _("Personnes de notre équipe"),
        _("Nom, e-mail, rôle, appareils, actions faites et leur date"),
        _("Administrateurs"),
        _("Tant que le compte est ouvert\u00a0; le journal avec les données qu’il concerne"),
    ),
}
