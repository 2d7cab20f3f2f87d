"""Finds what is said of another's body without the words heard. Pure.

A gesture, a look or a silence has many causes; the words that came with it can be checked with the person (domain 3.1,
5.4). What somebody notes of their own body is theirs.
"""

from __future__ import annotations

import re

from negoce.kit.explain import Finding
from negoce.kit.text import fold_with_offsets

_BODY = (
    "regard|visage|yeux|mains|bras|jambes|gestes?|gestuelle|posture|sourire|mimiques?|moue|epaules|sourcils"
    "|langage corporel"
)
_MOVES = (
    r"souri|soupir|fronc|hauss|grimac|baill|rougi|hoch|secou|detourn|croise?\w* les (?:bras|jambes)|pali"
    "|regarde ailleurs|leve les yeux"
)
_EN_BODY = "eyes|face|arms|legs|gestures?|posture|smile|body language|shoulders|eyebrows"
_EN_MOVES = "frown|sigh|smil|shrugg|yawn|blush|nodd|looked away|crossed (?:his |her |their )?(?:arms|legs)"
_PATTERN = re.compile(
    rf"\b(?:son|sa|ses|leurs?)\s+(?:{_BODY})\b"
    r"|\bbras croises\b|\bregard fuyant\b"
    rf"|\b(?:ils?|elles?)\s+(?:a\s+|ont\s+|avai\w+\s+|s'est\s+|se\s+)?(?:{_MOVES})\w*"
    rf"|\b(?:his|her|their)\s+(?:{_EN_BODY})\b|\barms (?:were |was )?crossed\b"
    rf"|\b(?:he|she|they)\s+(?:{_EN_MOVES})\w*"
)
_HEARD = re.compile(r"«[^»]{2,}»|“[^”]{2,}”|\"[^\"]{2,}\"")


def body_without_words(text: str) -> Finding | None:
    """``debrief.body_without_words`` with the passage, when no quoted words stand in the same text."""
    if _HEARD.search(text):
        return None
    folded, offsets = fold_with_offsets(text.replace("’", "'"))
    found = _PATTERN.search(folded)
    if found is None:
        return None
    first, last = offsets[found.start()], offsets[found.end() - 1] + 1
    return Finding("debrief.body_without_words", "error", {"text": text[first:last]})
