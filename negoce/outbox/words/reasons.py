"""Why a message stands where it stands, and what is wrong with a template, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.queries.reach_limits import limit_messages
from negoce.companies.words.reach_findings import REACH_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.ui.words.say import say as say_with

MESSAGES: Mapping[str, Any] = {
    **REACH_MESSAGES,
    "address.invalid": _("L’adresse « %(address)s » n’est pas une adresse e-mail valable."),
    "address.erased": _("Les données de cette personne ont été effacées : plus rien ne lui est envoyé."),
    "address.stopped": _("Le lecteur de cette adresse a demandé à ne plus recevoir nos envois."),
    "address.bounced": _(
        "Le serveur du destinataire a rendu un message à cette adresse le %(day)s : elle ne reçoit plus de courrier. "
        "Corrigez-la sur la fiche."
    ),
    "address.deleted": _(
        "La fiche de cette personne est à la corbeille : rétablissez-la, ou écrivez à une autre."
    ),
    "server.recipient": _("Le serveur refuse cette adresse. Corrigez-la sur la fiche, puis renvoyez."),
    "bounce.hard": _(
        "Le message est revenu : cette adresse ne reçoit pas de courrier. Corrigez-la sur la fiche."
    ),
    "bounce.soft": _("Le message est revenu : boîte pleine, ou refus qui peut passer."),
    "server.permanent": _("Le serveur de messagerie refuse ce message."),
    "server.temporary": _("Le serveur de messagerie a demandé d’essayer plus tard."),
    "server.line": _("Le serveur de messagerie n’a pas pu être joint."),
    "server.unknown": _(
        "Le message a été remis en entier, mais la réponse du serveur n’est pas arrivée : il est peut-être parti, ou "
        "non. Vérifiez auprès de la personne, puis choisissez."
    ),
    "worker.lost": _(
        "Le programme s’est arrêté entre la remise du message et la réponse du serveur : il est peut-être parti, ou "
        "non. Vérifiez auprès de la personne, puis choisissez."
    ),
    "worker.reclaimed": _(
        "Le programme s’est arrêté avant de remettre le message : il est essayé de nouveau."
    ),
    "attachment.changed": _("Une pièce jointe manque ou a changé depuis la demande : rien n’a été envoyé."),
    "internal": _("Une erreur imprévue a empêché l’envoi ; elle est notée au journal du serveur."),
    "tries.over": _("Le dernier essai a échoué : le message n’est plus tenté."),
    "merge.unclosed": _("Une accolade est ouverte sans être fermée : « {{ %(text)s ». Fermez-la par « }} »."),
    "merge.unopened": _("Des accolades sont fermées sans être ouvertes après « %(text)s »."),
    "merge.empty": _("Il manque le nom du champ entre les accolades."),
    "merge.unknown": _(
        "Le champ « %(name)s » n’existe pas pour ce type de message. Choisissez dans la liste."
    ),
    "merge.unknown_near": _(
        "Le champ « %(name)s » n’existe pas pour ce type de message. Vouliez-vous dire « %(near)s » ?"
    ),
}


def say(what: Finding | Explanation) -> str:
    """The sentence of a reason, in the language of the moment."""
    known = MESSAGES if what.code in MESSAGES else limit_messages()
    return say_with(what, known, _now("Motif : %(code)s."))


def stored(reason: Explanation) -> dict[str, object]:
    """A reason as JSON keeps it."""
    figures = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in reason.figures.items()
    }
    return {"code": reason.code, "figures": figures}


def from_stored(kept: Mapping[str, Any]) -> Explanation:
    """The reason that `stored` kept; days become days again."""
    figures = {name: _day(value) for name, value in dict(kept.get("figures", {})).items()}
    return Explanation(str(kept.get("code", "")), figures)


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value
