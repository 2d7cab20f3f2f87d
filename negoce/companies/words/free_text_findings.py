"""What the free-text guard tells (domain 5.4): what was seen, why not to write it, what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FREE_TEXT_MESSAGES: Mapping[str, Any] = {
    "free_text.health": _(
        "« %(excerpt)s » : c’est une donnée de santé. Notez seulement la date du retour ou la "
        "personne qui remplace."
    ),
    "free_text.opinion": _(
        "« %(excerpt)s » : c’est une opinion politique ou philosophique. Retirez ce passage."
    ),
    "free_text.religion": _(
        "« %(excerpt)s » : cela révèle une religion. Notez seulement le besoin pratique, par "
        "exemple un horaire."
    ),
    "free_text.union": _(
        "« %(excerpt)s » : c’est une appartenance syndicale. Indiquez plutôt la fonction au CSE "
        "dans la fiche."
    ),
    "free_text.origin": _("« %(excerpt)s » : cela révèle une origine. Retirez ce passage."),
    "free_text.private_life": _(
        "« %(excerpt)s » : c’est la vie privée. Notez seulement ce qui touche au travail, comme "
        "une date d’absence."
    ),
    "free_text.sexual_life": _("« %(excerpt)s » : cela touche à la vie sexuelle. Retirez ce passage."),
    "free_text.judgement": _(
        "« %(excerpt)s » : c’est un jugement sur la personne, qui peut lire cette note. Écrivez "
        "le fait, daté."
    ),
    "free_text.psychology": _(
        "« %(excerpt)s » : c’est un profil psychologique. Notez les mots entendus, ou un motif "
        "d’achat de la liste."
    ),
    "free_text.offence": _(
        "« %(excerpt)s » : c’est une infraction ou une condamnation. La loi interdit de l’enregistrer ici."
    ),
    "free_text.social_security_number": _(
        "« %(excerpt)s » : c’est un numéro de sécurité sociale. Il n’a rien à faire dans une note."
    ),
    "free_text.bank_card": _("« %(excerpt)s » : c’est un numéro de carte bancaire. Effacez-le."),
    "free_text.bank_account": _(
        "« %(excerpt)s » : c’est un compte bancaire. Il n’a pas sa place dans une note."
    ),
}
