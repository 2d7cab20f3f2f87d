"""What the closed lists of identity are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.identity.enums import (
    FieldAccess,
    FieldGroup,
    Origin,
    Permission,
    Role,
    Scope,
    TerritoryCriterion,
)

LABELS: Mapping[type[StrEnum], Mapping[Any, Any]] = {
    Role: {
        Role.ADMINISTRATOR: _("Administrateur"),
        Role.MANAGER: _("Directeur commercial"),
        Role.SALESPERSON: pgettext_lazy("rôle", "Commercial"),
        Role.MARKETING: _("Marketing"),
        Role.SALES_ADMINISTRATION: _("Administration des ventes"),
        Role.READ_ONLY: _("Lecture seule"),
    },
    Scope: {
        Scope.OWN: _("Ses fiches"),
        Scope.TEAM: _("Les fiches de son équipe"),
        Scope.ALL: _("Toutes les fiches"),
    },
    Permission: {
        Permission.CREATE: _("Créer des fiches"),
        Permission.EDIT: _("Modifier des fiches"),
        Permission.DELETE: _("Supprimer des fiches"),
        Permission.BULK_EDIT: _("Modifier plusieurs fiches à la fois"),
        Permission.EXPORT: _("Exporter"),
        Permission.IMPORT: _("Importer"),
        Permission.MERGE: _("Fusionner des doublons"),
        Permission.SHARE_VIEWS: _("Partager des vues"),
        Permission.SEE_JOURNAL: _("Consulter le journal"),
        Permission.MANAGE_PEOPLE: _("Gérer les personnes, équipes et secteurs"),
        Permission.MANAGE_SETTINGS: _("Régler le logiciel"),
        Permission.MANAGE_PRIVACY: _("Traiter les demandes RGPD"),
        Permission.MANAGE_CATALOGUE: _("Tenir le catalogue et les tarifs"),
        Permission.APPROVE_QUOTES: _("Approuver les devis sous la marge plancher"),
        Permission.MANAGE_ORDERS: _("Traiter les commandes et les livraisons"),
        Permission.ISSUE_INVOICES: _("Émettre les factures et les avoirs"),
        Permission.MANAGE_PAYMENTS: _("Enregistrer les règlements"),
        Permission.MANAGE_TARGETS: _("Fixer les objectifs"),
        Permission.MANAGE_PROSPECTING: _("Piloter la prospection"),
    },
    FieldGroup: {
        FieldGroup.MARGIN: _("Coûts et marges"),
        FieldGroup.PERSONAL: _("Coordonnées et notes personnelles des interlocuteurs"),
        FieldGroup.OBSERVATIONS: _("Observations d’entretien et pouvoir de décision"),
    },
    FieldAccess: {
        FieldAccess.NONE: _("Masqué"),
        FieldAccess.READ: _("Lecture"),
        FieldAccess.WRITE: _("Lecture et écriture"),
    },
    Origin: {
        Origin.WEB: _("Écran"),
        Origin.API: _("API"),
        Origin.JOB: _("Tâche automatique"),
        Origin.IMPORT: _("Import"),
        Origin.COMMAND: _("Ligne de commande"),
    },
    TerritoryCriterion: {
        TerritoryCriterion.POSTAL_CODE: _("Code postal"),
        TerritoryCriterion.ACTIVITY_CODE: _("Code APE"),
    },
}


def label(member: StrEnum) -> Any:
    """The name of a member on screen, translated when shown."""
    return LABELS[type(member)][member]


def options(enum: type[StrEnum]) -> list[tuple[str, Any]]:
    """Pairs of value and name for a form, in the order of the list."""
    return [(str(member), LABELS[enum][member]) for member in enum]
