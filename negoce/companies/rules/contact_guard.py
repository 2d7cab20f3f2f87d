"""Which passages of a new free text about a person nobody has answered for yet (domain 5.4). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from negoce.companies.rules.free_text.guard import GuardFinding, check_free_text
from negoce.kit.text import fold

_WORD = re.compile(r"[^\W\d_]+")


def new_passages(text: str, before: str = "") -> Sequence[GuardFinding]:
    """Return the passages to be explained in ``text``, those that ``before`` held already left out.

    What was kept earlier was kept with a reason: it is not asked again.
    """
    if not text or text == before:
        return ()
    answered = {(found.category, fold(found.excerpt)) for found in check_free_text(before)}
    return [found for found in check_free_text(text) if (found.category, fold(found.excerpt)) not in answered]


def is_of_a_name(excerpt: str, names: Sequence[str]) -> bool:
    """Whether a passage is, as it is written, a word of a proper name: « Mme Gay » says nothing of anybody's life."""
    return excerpt[:1].isupper() and any(excerpt in _WORD.findall(name) for name in names)


def passages_to_answer(
    texts: Mapping[str, object], stored: Mapping[str, object]
) -> Mapping[str, Sequence[GuardFinding]]:
    """Return, by field, the new passages of several texts against what is stored."""
    found = {
        name: new_passages(str(value or ""), str(stored.get(name) or "")) for name, value in texts.items()
    }
    return {name: passages for name, passages in found.items() if passages}
