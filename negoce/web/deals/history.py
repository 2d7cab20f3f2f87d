"""What happened to a deal, in words that everybody who sees it may read: what is masked elsewhere is only named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from negoce.identity.models import JournalEntry
from negoce.negotiation.enums import ConclusionFact, DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.page import deal_journal
from negoce.negotiation.words.deal import label_of
from negoce.web.activities.words import day_words, time_tag
from negoce.web.journal.values import value_words
from negoce.web.journal.words import field_words

_LINES = 8
_READ = 40
# What of a change everybody reads beside the name.
_TOLD = ("name", "amount", "close_on", "purchase_stage", "buying_class")
# What is named without its value: it may be about a person.
_NAMED: Mapping[str, Any] = {
    "people": _lazy("ceux qui comptent"),
    "influence_map": _lazy("la carte d’influence"),
    "activity": _lazy("les échanges et tâches"),
    "discovery": _lazy("la découverte"),
    "buyer_score": _lazy("la note de l’acheteur"),
    "shared": _lazy("le partenaire"),
    **{fact.value: _lazy("ce qui fut noté à la conclusion") for fact in ConclusionFact},
}


def history(deal: Deal) -> Sequence[Mapping[str, object]]:
    """The last changes, the latest first; what one person completed in a row on a day is one line. One query."""
    today = timezone.localdate()
    said = ((_day(entry), entry, _words(entry)) for entry in deal_journal(deal, _READ))
    lines = []
    for (day, name, words), same in groupby(said, key=lambda each: (each[0], each[1].actor_name, each[2])):
        entries = [entry for _same_day, entry, _same_words in same]
        lines.append(
            {
                "name": name,
                "words": words or _named(entries),
                "when": time_tag(day_words(day, today), entries[0].at),
            }
        )
    return lines[:_LINES]


def _day(entry: JournalEntry) -> date:
    return timezone.localtime(entry.at).date()


def _words(entry: JournalEntry) -> str:
    """What was done; empty for what is only named."""
    verbs = {
        "created": _("a créé l’affaire"),
        "changed": _("a modifié l’affaire"),
        "won": _("l’a notée gagnée"),
        "lost": _("l’a notée perdue"),
        "reopened": _("l’a rouverte"),
        "deleted": _("l’a supprimée"),
        "restored": _("l’a rétablie"),
    }
    words = verbs.get(entry.verb, _("a agi sur l’affaire"))
    if entry.verb != "changed":
        return words
    if "step" in entry.values:
        return _("l’a passée à l’étape %(step)s") % {"step": label_of(DealStep, entry.values["step"][1])}
    return _changes(entry.values) or ("" if any(name in _NAMED for name in entry.values) else words)


def _changes(values: Mapping[str, Sequence[object]]) -> str:
    """« a changé montant HT : 900,00 → 1 200,00 »; empty when nothing of what everybody reads changed."""
    told = [
        _("%(field)s : %(before)s → %(after)s")
        % {
            "field": field_words("deal", name),
            "before": value_words("deal", name, values[name][0], {}) or "—",
            "after": value_words("deal", name, values[name][1], {}) or "—",
        }
        for name in _TOLD
        if name in values
    ]
    return _("a changé %(changes)s") % {"changes": " ; ".join(told)} if told else ""


def _named(entries: Sequence[JournalEntry]) -> str:
    """« a complété la carte d’influence, la découverte »."""
    parts = dict.fromkeys(str(_NAMED[name]) for entry in entries for name in entry.values if name in _NAMED)
    return _("a complété %(parts)s") % {"parts": ", ".join(parts)}
