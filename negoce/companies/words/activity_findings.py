"""What is told about activities and reports: moments, states, people taking part, observations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIVITY_MESSAGES: Mapping[str, Any] = {
    "moment.unreadable": _(
        "« %(text)s » n’est pas une date. Écrivez par exemple « demain 9h », « lundi » ou 21/11."
    ),
    "moment.no_such_hour": _("L’heure de « %(text)s » n’existe pas : il faut de 0 h à 23 h 59."),
    "activity.kind_needed": _("Choisissez le type d’activité."),
    "activity.day_unlikely": _("Le %(day)s est trop loin pour être vraisemblable. Vérifiez l’année."),
    "activity.done_in_future": _(
        "Le %(day)s est à venir : une activité faite a une date passée. Notez-la « À faire »."
    ),
    "report.too_many": _("Un compte rendu a %(max)s éléments au plus. Regroupez-en quelques-uns."),
    "report.text_needed": _("Écrivez en quelques mots de quoi il s’agit."),
    "report.due_needed": _("Pour quand ? Une promesse ou une question à étudier devient une tâche datée."),
    "report.quantity": _("La quantité est un nombre plus grand que zéro."),
}
