"""What was done to a quote, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.negotiation.words.quote import STATES
from negoce.ui.words.say import short_moment

_VERBS: Mapping[str, Any] = {
    "created": _("a commencé le devis"),
    "changed": _("a modifié le devis"),
    "approval_asked": _("a demandé un accord"),
    "approved": _("a donné son accord"),
    "approval_refused": _("a refusé son accord"),
    "new_version": _("a commencé une nouvelle version"),
    "sent": _("a envoyé le devis"),
    "accepted": _("a enregistré l’acceptation"),
}


def history_lines(_actor: Actor, entries: Sequence[JournalEntry]) -> list[Mapping[str, str]]:
    """Who did what and when; a change of state says which."""
    return [
        {"who": entry.actor_name, "what": _what(entry), "when": _when(entry), "text": _text(entry)}
        for entry in entries
    ]


def _what(entry: JournalEntry) -> str:
    state = entry.values.get("state")
    if entry.verb == "changed" and state and state[1] in STATES:
        return _now("a mis le devis en l’état « %(state)s »") % {"state": STATES[state[1]]}
    return str(_VERBS.get(entry.verb, entry.verb))


def _when(entry: JournalEntry) -> str:
    return short_moment(entry.at)


def _text(entry: JournalEntry) -> str:
    """The words that somebody typed: a reason or a comment."""
    for name in ("reason", "comment"):
        value = entry.values.get(name)
        if value and entry.verb != "changed":
            return str(value[1] or "")
    return ""
