"""What attitudes and strengths are called, and the sentences of R-S1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.kit.explain import Explanation, Finding
from negoce.negotiation.enums import Attitude
from negoce.negotiation.rules.buyer_templates import BuyerType
from negoce.ui.words.say import say as say_with

ATTITUDES: Mapping[str, Any] = {
    Attitude.UNKNOWN: pgettext_lazy("attitude", "Inconnue"),
    Attitude.GREEN: pgettext_lazy("attitude", "Favorable"),
    Attitude.ORANGE: pgettext_lazy("attitude", "Réservée"),
    Attitude.RED: pgettext_lazy("attitude", "Opposée"),
}
TONES: Mapping[str, str] = {
    Attitude.UNKNOWN: "",
    Attitude.GREEN: "good",
    Attitude.ORANGE: "warn",
    Attitude.RED: "bad",
}
STRENGTHS: Sequence[tuple[Decimal, Any]] = (
    (Decimal("0.3"), pgettext_lazy("influence", "Faible (0,3)")),
    (Decimal("0.6"), pgettext_lazy("influence", "Forte (0,6)")),
    (Decimal("1"), pgettext_lazy("influence", "Décisive (1)")),
)
BUYERS: Mapping[str, Any] = {
    BuyerType.COMPANY: pgettext_lazy("acheteur", "Entreprise"),
    BuyerType.WORKS_COUNCIL: pgettext_lazy("acheteur", "CSE"),
    BuyerType.AUTHORITY: pgettext_lazy("acheteur", "Acheteur public"),
}
SEATS: Mapping[str, Any] = {
    "head": _("Direction générale"),
    "finance": _("Direction financière"),
    "purchasing": _("Direction des achats"),
    "technical": _("Responsable technique"),
    "users": _("Utilisateurs"),
    "council_secretary": _("Secrétaire du CSE"),
    "council_treasurer": _("Trésorier du CSE"),
    "council_vote": _("Élus qui votent"),
    "council_president": _("Président du CSE (employeur)"),
    "employees": _("Salariés"),
    "authority": _("Autorité qui signe (maire, président, directeur)"),
    "tender_committee": _("Commission d’appel d’offres"),
    "public_buyer": _("Acheteur public"),
    "technical_service": _("Service technique, auteur du cahier des charges"),
    "public_users": _("Agents utilisateurs"),
}
_MESSAGES: Mapping[str, Any] = {
    "influence.no_champion": _(
        "Personne n’est encore favorable : trouvez qui portera votre offre quand vous n’êtes pas là."
    ),
    "influence.no_decider": _(
        "Aucun décideur sur la carte : demandez qui signe, et au-delà de quel montant."
    ),
    "influence.decider_not_met": _("Décideur à rencontrer : %(name)s. Demandez un rendez-vous."),
    "influence.red_heaviest": _(
        "Opposition la plus lourde : %(name)s. Traitez son objection avant d’avancer."
    ),
    "influence.circle": _(
        "Influences en cercle : %(names)s. Chacun pèse son poids et celui qu’il influence directement, rien ne fait"
        " deux fois le tour : convaincre l’un, c’est préparer les autres."
    ),
    "influence.score": _(
        "(%(gained)s pour − %(lost)s contre) ÷ %(total)s en tout. Chacun compte pour son poids, plus la force × le "
        "poids de ceux qu’il influence ; favorable +1, opposé −1, réservé ou inconnu 0."
    ),
}


def attitude_label(attitude: str) -> str:
    """What an attitude is called."""
    return str(ATTITUDES[attitude])


def attitude_options() -> Sequence[tuple[str, str]]:
    """The attitudes with their words, in order."""
    return [(key, str(words)) for key, words in ATTITUDES.items()]


def strength_label(strength: Decimal) -> str:
    """What a strength is called; one between those that are proposed is its figure."""
    return next((str(words) for value, words in STRENGTHS if value == strength), str(strength))


def say(what: Finding | Explanation) -> str:
    """The sentence of what R-S1 found."""
    return say_with(what, _MESSAGES)
