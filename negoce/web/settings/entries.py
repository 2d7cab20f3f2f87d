"""The lines of the settings page. To add one: an Entry in the group where people would look for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of settings: its words, the name of its page, and who may open it."""

    label: Any
    note: Any
    page: str
    icon: str
    permission: Permission | None = None
    or_permission: Permission | None = None

    def open_to(self, actor: Actor) -> bool:
        """Whether the actor may open the page: one of the two rights is enough."""
        wanted = [each for each in (self.permission, self.or_permission) if each is not None]
        return not wanted or any(actor.may(each) for each in wanted)


GROUPS: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        _("Vous"),
        (
            Entry(
                _("Mon compte"),
                _("Nom, langue, thème, mot de passe, double authentification"),
                "account:preferences",
                "person",
            ),
            Entry(
                _("Appareils connectés"),
                _("Où votre compte est ouvert ; déconnecter un appareil ou tous les autres"),
                "account:devices",
                "system",
            ),
            Entry(
                _("Jetons d’accès"),
                _("Ce que vos programmes peuvent lire et écrire en votre nom par l’API"),
                "account:tokens",
                "lock",
            ),
        ),
    ),
    (
        _("Personnes"),
        (
            Entry(
                _("Personnes"),
                _("Inviter, changer le rôle et l’équipe, fermer un compte"),
                "identity:people",
                "people",
                Permission.MANAGE_PEOPLE,
            ),
            Entry(
                _("Équipes"),
                _("Qui partage ses fiches avec qui"),
                "identity:teams",
                "share",
                Permission.MANAGE_PEOPLE,
            ),
            Entry(
                _("Secteurs"),
                _("Quelles entreprises reviennent à qui, par code postal ou code APE"),
                "identity:territories",
                "map",
                Permission.MANAGE_PEOPLE,
            ),
            Entry(
                _("Rôles"),
                _("Ce que chaque rôle voit, fait, et quelles données sensibles il lit"),
                "identity:roles",
                "lock",
                Permission.MANAGE_PEOPLE,
            ),
        ),
    ),
    (
        _("Fichier clients"),
        (
            Entry(
                _("Champs personnalisés"),
                _("Ce que vous notez de plus sur les entreprises et les interlocuteurs"),
                "settings:fields",
                "columns",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Grilles de qualification"),
                _("Ce que l’on cherche à savoir d’une entreprise avant d’en faire un prospect"),
                "grids:list",
                "check",
                Permission.MANAGE_SETTINGS,
                Permission.MANAGE_TARGETS,
            ),
            Entry(
                _("Seuils du cycle de vie"),
                _(
                    "À partir de quand un client est régulier, dormant ou perdu, "
                    "et ce que chaque changement déplacerait"
                ),
                "life:thresholds",
                "repeat",
                Permission.MANAGE_SETTINGS,
                Permission.MANAGE_TARGETS,
            ),
            Entry(
                _("Saison"),
                _("Combien chaque mois vend à côté d’un mois moyen : lu dans vos commandes, ou déclaré"),
                "portfolio:season",
                "calendar",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Ma journée"),
                _(
                    "Ce qui pèse dans la journée de chacun : types d’action, urgence, refus, nombre d’actions, "
                    "et ce que la liste d’une personne deviendrait"
                ),
                "day:settings",
                "task",
                Permission.MANAGE_SETTINGS,
                Permission.MANAGE_TARGETS,
            ),
            Entry(
                _("Annuaire des entreprises"),
                _("Remplir ce qui manque des fiches depuis l’annuaire public"),
                "register:many",
                "search",
                Permission.BULK_EDIT,
            ),
            Entry(
                _("Vie privée"),
                _("Demandes des personnes, conservation, information, registre des traitements"),
                "people_rights:requests",
                "lock",
                Permission.MANAGE_PRIVACY,
            ),
            Entry(
                _("Cycles de vente"),
                _("Étapes, délais et tâches de chaque type de vente"),
                "cycles:list",
                "target",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Jeux de questions"),
                _("Ce qui se demande dans un entretien de découverte, par secteur et par produit"),
                "discovery_sets:list",
                "help",
            ),
            Entry(
                _("Scénarios"),
                _(
                    "Ce qui se fait pour les entreprises d’un statut, étape par étape, et ce que cela rapporte"
                ),
                "playbooks:list",
                "task",
                Permission.MANAGE_SETTINGS,
                Permission.MANAGE_TARGETS,
            ),
            Entry(
                _("Étiquettes"),
                _("Renommer, colorer, fusionner ou supprimer les étiquettes communes"),
                "settings:tags",
                "tag",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Corbeille"),
                _("Rétablir une entreprise, un interlocuteur ou une activité supprimés"),
                "settings:bin",
                "trash",
                Permission.DELETE,
                Permission.EDIT,
            ),
        ),
    ),
    (
        _("Ventes"),
        (
            Entry(
                _("Votre entreprise"),
                _("Ce que vos documents impriment de vous : identité, banque, délais, logo et couleur"),
                "settings:seller",
                "building",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Séries de factures"),
                _(
                    "Comment vos factures sont numérotées, où chaque série en est, et pourquoi il y en a plusieurs"
                ),
                "billing:series",
                "receipt",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Conditions de vente"),
                _("Vos CGV par catégorie de clients, leurs versions, et qui a reçu laquelle"),
                "terms:versions",
                "file",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Modèles de messages"),
                _("Le texte de départ des e-mails : devis, factures, relances, en français et en anglais"),
                "outbox:templates",
                "note",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Relances"),
                _("Quand et comment un client en retard est relancé, et ce que dit la lettre"),
                "payments:reminder_plan",
                "clock",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Messagerie"),
                _("Le serveur par où partent les e-mails, ce qui attend, et un message d’essai"),
                "outbox:mail",
                "mail",
                Permission.MANAGE_SETTINGS,
            ),
            Entry(
                _("Taux et plafonds"),
                _(
                    "Intérêt légal, taux de la BCE, plafonds fiscaux, marge plancher : datés, avec leur source"
                ),
                "settings:parameters",
                "percent",
                Permission.MANAGE_SETTINGS,
            ),
        ),
    ),
    (
        _("Suivi"),
        (
            Entry(
                _("Journal"),
                _("Qui a changé quoi, quand, de quelle valeur à quelle autre"),
                "journal:search",
                "history",
                Permission.SEE_JOURNAL,
            ),
        ),
    ),
)
