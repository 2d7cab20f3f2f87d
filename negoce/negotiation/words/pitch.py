"""What the parts of a pitch are called, what each is for, and the sentences of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from negoce.kit.explain import Finding
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.rules.pitch import WORDS_A_MINUTE, Spoken
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.ui.words.say import say as say_with

# Under a minute, by steps of five seconds.
_MINUTE, _STEP = 60, 5
PARTS: Mapping[str, Any] = {
    PitchPart.PROMISE: pgettext_lazy("pitch", "Promesse"),
    PitchPart.SERVICES: pgettext_lazy("pitch", "Services"),
    PitchPart.CLIENTELE: pgettext_lazy("pitch", "Clientèle"),
    PitchPart.PRESENTATION: pgettext_lazy("pitch", "Présentation"),
    PitchPart.PROCESS: pgettext_lazy("pitch", "Démarche commerciale"),
    PitchPart.COURSE: pgettext_lazy("pitch", "Déroulement du service"),
}
HINTS: Mapping[str, Any] = {
    PitchPart.PROMISE: _("Ce que le client y gagne, en une phrase."),
    PitchPart.SERVICES: _("Ce que nous faisons pour cela."),
    PitchPart.CLIENTELE: _("Pour qui nous le faisons déjà, et ce qu’ils en disent."),
    PitchPart.PRESENTATION: _("Qui nous sommes : métier, lieu, équipe, chiffres."),
    PitchPart.PROCESS: _("Comment nous allons travailler ensemble jusqu’à la commande."),
    PitchPart.COURSE: _("Ce qui se passe ensuite : mise en route, livraison, suivi."),
}
MESSAGES: Mapping[str, Any] = {
    "pitch.part_needed": _("Choisissez la partie du pitch."),
    "pitch.title_needed": _("Donnez-lui un titre : il se choisit dans une liste."),
    "pitch.words_needed": _("Écrivez ce qui se dit."),
    "pitch.sector_unlikely": _(
        "« %(text)s » : deux chiffres, les premiers du code APE, 47 pour le commerce de détail."
    ),
}


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    return say_with(finding, MESSAGES) if finding.code in MESSAGES else say_of_deals(finding)


def length_words(told: Spoken) -> str:
    """« ≈ 25 s », from a minute on « ≈ 4 min »; empty for nothing to say."""
    if not told.words:
        return ""
    if told.seconds < _MINUTE:
        return _now("≈ %(seconds)s s") % {"seconds": -(-told.seconds // _STEP) * _STEP}
    return _now("≈ %(minutes)s min") % {"minutes": told.minutes}


def length_why(told: Spoken) -> str:
    """How the minutes are counted."""
    words = ngettext(
        "%(words)s mot, à %(rate)s mots par minute (débit posé), arrondi au-dessus.",
        "%(words)s mots, à %(rate)s mots par minute (débit posé), arrondi au-dessus.",
        told.words,
    )
    return words % {"words": told.words, "rate": WORDS_A_MINUTE}
