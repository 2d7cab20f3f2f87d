"""The words that the page of a stand says by itself, with the network or without."""

from __future__ import annotations

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """Key → words; `%s` stands for a figure or a name."""
    return {
        "online": _("En ligne"),
        "offline": _("Sans réseau"),
        "signedOut": _(
            "Votre session a pris fin. Vos fiches sont gardées ici\u00a0: reconnectez-vous pour les envoyer."
        ),
        "otherPerson": _(
            "%s fiches d’une autre personne attendent ici. Elle seule peut les envoyer, en se connectant."
        ),
        "notAllowed": _(
            "Votre compte ne peut pas créer de fiche. Vos saisies sont gardées\u00a0: demandez à un administrateur."
        ),
        "noFair": _("Aucun salon ces semaines-ci. Qui pilote la prospection en crée un."),
        "noFairYet": _(
            "Ouvrez cette page une première fois avec le réseau\u00a0: elle apprend alors vos salons."
        ),
        "kept": _("Gardée sur cet appareil"),
        "waiting": _("En attente d’envoi"),
        "sending": _("Envoi…"),
        "refused": _("À corriger"),
        "edit": _("Corriger"),
        "remove": _("Supprimer"),
        "removeSure": _("Supprimer cette fiche, qui n’a pas été envoyée\u00a0?"),
        "required": _("Ce champ est nécessaire."),
        "noStore": _(
            "Ce navigateur ne garde rien (navigation privée\u00a0?)\u00a0: les fiches seraient perdues."
            " Ouvrez-en un autre."
        ),
        "notOffline": _("Cette page ne s’ouvrira pas sans réseau\u00a0: il faut HTTPS. Laissez-la ouverte."),
        "counts": _("%s en attente"),
        "serverAway": _("Le serveur ne répond pas. Rien n’est perdu, un nouvel essai suivra."),
    }
