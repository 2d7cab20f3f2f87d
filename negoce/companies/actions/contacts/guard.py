"""The guard of free text about persons: it explains, a reason overrides it, the journal keeps the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from negoce.companies.rules.contact_guard import passages_to_answer
from negoce.companies.rules.free_text.guard import GuardFinding
from negoce.companies.rules.value_cleaning import clean_line
from negoce.companies.words.findings import say
from negoce.kit.refusal import Refused

REASON_MAX = 200


class FreeTextRefused(Refused):
    """A free text says of a person what should not be written; a reason given with it lets it pass.

    `passages` are what was seen, by field.
    """

    def __init__(self, passages: Mapping[str, Sequence[GuardFinding]]) -> None:
        fields = {name: [say(each.finding) for each in found] for name, found in passages.items()}
        super().__init__(
            _("La personne peut lire ce texte. Corrigez-le, ou dites pourquoi il doit rester."), fields=fields
        )
        self.passages = passages


def guard_texts(texts: Mapping[str, object], stored: Mapping[str, object], reason: str = "") -> str:
    """Let through texts with nothing new to explain, or with a reason; returns the reason to journal.

    Raises FreeTextRefused. The reason is empty when nothing had to be overridden.
    """
    passages = passages_to_answer(texts, stored)
    if not passages:
        return ""
    given = clean_line(reason, 10_000).value or ""
    if not given:
        raise FreeTextRefused(passages)
    return given[:REASON_MAX]
