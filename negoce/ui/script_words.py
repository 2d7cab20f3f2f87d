"""The words that custom elements show; scripts hold none of their own."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def script_words() -> dict[str, str]:
    """Key → words in the language of the request; `%s` stands for a figure or a name."""
    return {
        "oneChosen": _("1 choisie"),
        "manyChosen": _("%s choisies"),
        "undo": pgettext("undo", "Annuler"),
        "close": _("Fermer"),
        "copied": _("Copié"),
        "copyFailed": _("La copie a échoué : sélectionnez le texte et copiez-le à la main."),
        "offline": _("Pas de réseau. Rien n’a été perdu : ce que vous avez saisi est toujours là."),
        "backOnline": _("Le réseau est revenu."),
        "failed": _(
            "Le serveur n’a pas pu répondre. Rien n’a été perdu : ce que vous avez saisi est toujours là."
        ),
        "slow": _("Le serveur met trop de temps à répondre. Rien n’a été perdu."),
        "refused": _("Vous n’avez pas le droit de faire cela. Rien n’a été changé."),
        "gone": _("Cette fiche n’existe plus ou n’est plus à votre portée."),
        "retry": _("Réessayer"),
        "sessionEnded": _(
            "Votre session a pris fin. "
            "Rien n’a été perdu : reconnectez-vous dans un nouvel onglet, puis réessayez."
        ),
        "signIn": _("Se reconnecter"),
        "edit": _("Modifier : %s"),
        "results": _("%s résultats"),
        "noResult": _("Aucun résultat"),
        "place": _("Place %s"),
        "cardMoved": _("Carte déplacée vers %s."),
        "cardBack": _("La carte est revenue à sa place. %s"),
        "noNetwork": _("Le serveur ne répond pas : vérifiez le réseau, puis recommencez."),
        "lineRemoved": _("Ligne supprimée."),
        "resize": _("Largeur de la colonne %s"),
    }
