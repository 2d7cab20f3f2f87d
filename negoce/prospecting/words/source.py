"""The words of files, their licences and what these allow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Explanation
from negoce.prospecting.enums import SourceEnd, SourceKind
from negoce.ui.words.say import say as say_with

KINDS: Mapping[str, Any] = {
    SourceKind.OWN: _("À nous"),
    SourceKind.BOUGHT: _("Acheté"),
    SourceKind.RENTED: _("Loué"),
}
ENDS: Mapping[str, Any] = {
    SourceEnd.KEEP_ANSWERED: _("Garder celles et ceux qui ont répondu ou commandé, effacer les autres"),
    SourceEnd.DELETE: _("Effacer tout ce que le fichier a apporté, sauf les clients"),
}
# Short, for a chip.
STATES: Mapping[str, tuple[Any, str]] = {
    "licence.own": (_("Sans limite"), "neutral"),
    "licence.not_started": (_("À venir"), "info"),
    "licence.runs": (_("En cours"), "good"),
    "licence.ends_soon": (_("Finit bientôt"), "warn"),
    "licence.ended": (_("Terminée"), "bad"),
    "licence.used_up": (_("Épuisée"), "bad"),
}
LICENCE_MESSAGES: Mapping[str, Any] = {
    "licence.own": _("Fichier à nous : « %(source)s »."),
    "licence.not_started": _("Le fichier « %(source)s » ne peut servir qu’à partir du %(day)s."),
    "licence.ended": _(
        "La licence du fichier « %(source)s » est terminée depuis le %(day)s : celles et ceux qu’il a apportés, et "
        "qui n’ont ni répondu ni commandé, ne sont plus sollicités."
    ),
    "licence.used_up": _(
        "Le fichier loué « %(source)s » a servi autant de fois que permis (%(uses)s) : il ne peut plus servir."
    ),
    "licence.ends_soon": _(
        "La licence du fichier « %(source)s » se termine le %(day)s, dans %(days)s jours."
    ),
    "licence.runs": _("La licence du fichier « %(source)s » le permet."),
    "licence.none": _("Aucun fichier acheté ou loué."),
    "licence.known_before": _("Connu de nous avant tout fichier."),
    "licence.answered": _("A donné signe de vie le %(day)s : ce n’est plus au seul titre du fichier."),
    "licence.ordered": _("A commandé le %(day)s : ce n’est plus au seul titre du fichier."),
    "licence.channel_email": _("La licence du fichier « %(source)s » ne permet pas l’e-mail."),
    "licence.channel_phone": _("La licence du fichier « %(source)s » ne permet pas le téléphone."),
    "licence.channel_post": _("La licence du fichier « %(source)s » ne permet pas le courrier."),
    "licence.channel_text_message": _("La licence du fichier « %(source)s » ne permet pas le SMS."),
    "licence.channel_social": _("La licence du fichier « %(source)s » ne permet pas les réseaux sociaux."),
}


def say(what: Explanation) -> str:
    """The sentence of a reason, in the language of the moment."""
    return say_with(what, LICENCE_MESSAGES)
