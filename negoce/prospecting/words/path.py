"""The words of the steps towards a contact: their names, what was found, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.prospecting.enums import PathStep

STEPS: Mapping[str, Any] = {
    PathStep.SWITCHBOARD.value: _("Le numéro du standard"),
    PathStep.NAME.value: _("Le nom d’une personne"),
    PathStep.DECIDER.value: _("Qui décide"),
    PathStep.DIRECT.value: _("Sa ligne directe ou son e-mail"),
    PathStep.NOTICE.value: _("L’information sur ses données"),
    PathStep.FIRST_CALL.value: _("Le premier échange"),
    PathStep.NEED.value: _("Un besoin exprimé"),
    PathStep.QUALIFIED.value: _("La grille de qualification"),
}
# What the task says.
TASKS: Mapping[str, Any] = {
    PathStep.SWITCHBOARD.value: _("Trouver le numéro du standard"),
    PathStep.NAME.value: _("Obtenir un nom au standard"),
    PathStep.DECIDER.value: _("Savoir qui décide"),
    PathStep.DIRECT.value: _("Obtenir une ligne directe ou un e-mail"),
    PathStep.NOTICE.value: _("Donner l’information sur les données personnelles"),
    PathStep.FIRST_CALL.value: _("Passer le premier appel"),
    PathStep.NEED.value: _("Faire dire le besoin"),
    PathStep.QUALIFIED.value: _("Finir la grille de qualification"),
}
PATH_MESSAGES: Mapping[str, Any] = {
    "path.switchboard.done": _("%(phone)s"),
    "path.switchboard.to_do": _("Sur leur site, dans un annuaire, ou sur une facture."),
    "path.name.done": _("%(count)s personnes connues."),
    "path.name.to_do": _("Demandez au standard qui s’occupe des achats, et notez son nom et sa fonction."),
    "path.decider.done": _("%(name)s."),
    "path.decider.to_do": _(
        "Demandez qui signe au-delà de quel montant, et notez-le comme pouvoir de décision."
    ),
    "path.direct.done": _("Connus pour %(name)s."),
    "path.direct.to_do": _("Demandez-les à la personne elle-même, ou à qui garde l’accès."),
    "path.notice.done": _("Donnée le %(day)s."),
    "path.notice.to_do": _("Au premier contact, et dans le mois : sans elle, pas d’e-mail de prospection."),
    "path.first_call.done": _("Le %(day)s."),
    "path.first_call.to_do": _("Préparez l’accroche ci-contre, puis appelez."),
    "path.need.done": _("Noté le %(day)s."),
    "path.need.to_do": _("Faites-le dire avec leurs mots, et notez-le dans le compte rendu."),
    "path.qualified.done": _("Critères confirmés : %(confirmed)s sur %(criteria)s."),
    "path.qualified.to_do": _(
        "Critères confirmés : %(confirmed)s sur %(criteria)s ; il en faut les trois quarts."
    ),
}
