"""Why a person may be contacted, or not (R-G3), in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REACH_MESSAGES: Mapping[str, Any] = {
    "reach.contractual": _(
        "Message nécessaire au contrat ou demandé par la personne : ce n’est pas de la prospection, une opposition "
        "ne l’arrête pas (RGPD, art. 6.1 b et c)."
    ),
    "reach.opposed": _("La personne s’est opposée à ce canal le %(day)s : elle n’est pas sollicitée."),
    "reach.generic": _(
        "Adresse générale de l’entreprise : elle n’est à personne en particulier, la prospection y est permise."
    ),
    "reach.erased": _("Les données de cette personne ont été effacées : elle n’est plus sollicitée."),
    "reach.deleted": _("La fiche de cette personne est à la corbeille."),
    "reach.no_coordinate": _("Sa fiche n’a pas de quoi la joindre par ce canal."),
    "reach.not_opposed": _("La personne ne s’est pas opposée à ce canal."),
    "reach.not_informed": _(
        "La personne n’a pas reçu l’information sur ses données (RGPD, art. 13 et 14) : informez-la d’abord, et "
        "notez-le sur sa fiche."
    ),
    "reach.not_job_related": _(
        "Le message est sans lien avec le métier de la personne : son accord serait nécessaire."
    ),
    "reach.informed": _(
        "Prospection entre professionnels : la personne a été informée le %(day)s et ne s’est pas opposée."
    ),
    "reach.consented": _("La personne a donné son accord le %(day)s."),
    "reach.no_consent": _(
        "Un particulier n’est sollicité par ce canal qu’avec son accord : aucun n’est enregistré."
    ),
}
