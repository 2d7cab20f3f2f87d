"""What is said of the steps of reminders, and why a text of theirs is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.words.findings import MESSAGES as FILE_MESSAGES
from negoce.kit.explain import Finding
from negoce.outbox.words.reasons import MESSAGES as MERGE_MESSAGES
from negoce.ui.words.say import say

REMINDER_MESSAGES: Mapping[str, Any] = {
    **FILE_MESSAGES,
    **MERGE_MESSAGES,
    "reminder.no_step": _("Gardez au moins une étape."),
    "reminder.days": _("Un nombre de jours, de 1 à %(most)s."),
    "reminder.not_later": _("Une étape vient après celle d’avant : plus de %(days)s jours."),
    "reminder.way": _("Choisissez dans la liste."),
    "reminder.amount_written": _(
        "N’écrivez pas de montant : la lettre donne d’elle-même ce qui est dû, les pénalités et l’indemnité, tels que "
        "la loi les compte."
    ),
    "reminder.rate_written": _(
        "N’écrivez pas de taux : celui de vos conditions de vente s’applique, et la loi en fixe le minimum."
    ),
    "reminder.costs": _(
        "« %(text)s » : avant une décision de justice, les frais de recouvrement restent au créancier (%(source)s). "
        "Seules les pénalités et l’indemnité forfaitaire sont dues ; la lettre les donne."
    ),
    "reminder.offence": _(
        "« %(text)s » : une facture impayée n’est pas un délit. Une relance ne menace que de ce que la loi permet, le "
        "recouvrement en justice (%(source)s)."
    ),
}


def say_reminder(finding: Finding) -> str:
    """The sentence of a code of reminders."""
    return say(finding, REMINDER_MESSAGES)
