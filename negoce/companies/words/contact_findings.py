"""The sentences about contacts: dates, retention, and who must not be entered again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

CONTACT_MESSAGES: Mapping[str, Any] = {
    "date.future": _("Le %(day)s n’est pas encore passé."),
    "post.order": _("Ce poste a pris fin le %(day)s : il n’a pas pu commencer après."),
    "post.ends_early": _("Ce poste a commencé le %(day)s : il n’a pas pu finir avant."),
    "retention.collected": _("%(years)s ans après la collecte (%(day)s)"),
    "retention.sign": _("%(years)s ans après le dernier signe de sa part (%(day)s)"),
    "retention.order": _("%(years)s ans après la dernière commande de l’entreprise (%(day)s)"),
}
