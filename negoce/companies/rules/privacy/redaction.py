"""Takes what names a person out of texts that must stay. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from negoce.kit.text import fold_flat, fold_with_offsets

_SHORTEST = 3
_LOCAL_DIGITS = 9
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Traces:
    """What is looked for: one pattern over folded text.

    No text has a trace that holds neither one of these `words` nor the digits of one of these `numbers`, unless
    `is_blind`: so one look at a text tells who of many it may name.
    """

    pattern: re.Pattern[str] | None
    words: frozenset[str] = field(default=frozenset(), compare=False)
    numbers: frozenset[str] = field(default=frozenset(), compare=False)
    is_blind: bool = field(default=False, compare=False)

    def found_in(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return bool(text) and self.pattern is not None and self.pattern.search(fold_flat(text)) is not None

    def redact(self, text: str, replacement: str) -> str:
        """Return the text with each trace replaced; accents, case and the spaces of numbers do not matter."""
        # Nearly every text names nobody: where a trace stands is only worked out once there is one.
        if self.pattern is None or not text or self.pattern.search(fold_flat(text)) is None:
            return text
        folded, offsets = fold_with_offsets(text)
        pieces, reached = [], 0
        for found in self.pattern.finditer(folded):
            start, end = offsets[found.start()], offsets[found.end() - 1] + 1
            pieces += [text[reached:start], replacement]
            reached = end
        return "".join([*pieces, text[reached:]]) if pieces else text


def traces_of(first_name: str, last_name: str, coordinates: Iterable[str], *, alone: bool = False) -> Traces:
    """Return what to look for: full names in both orders, a name after a civility, e-mails and numbers.

    A name alone is left, unless ``alone``: « Martin » names other people, towns and companies too.
    """
    sources = [*_name_sources(first_name, last_name)]
    held = {_word_of(last_name)} if sources else set()
    numbers = set()
    texts = [first_name, last_name] if alone else []
    for value in coordinates:
        if value.startswith("+"):
            sources += _number_sources(value)
            numbers.add(_local(value))
        else:
            texts.append(value)
    for text in texts:
        found = _text_sources(text)
        sources += found
        held |= {_word_of(text)} if found else set()
    if not sources:
        return Traces(None)
    longest_first = sorted(set(sources), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
    blind = "" in held | numbers
    return Traces(pattern, frozenset(held - {""}), frozenset(numbers - {""}), blind)


def _word_of(text: str) -> str:
    """A word that stands whole wherever this text is written, as a trace ends where words do; "" without any."""
    return max(_WORD.findall(_folded(text)), key=len, default="")


def _local(e164: str) -> str:
    return e164.removeprefix("+")[-_LOCAL_DIGITS:]


def _name_sources(first_name: str, last_name: str) -> Sequence[str]:
    first, last = _folded(first_name), _folded(last_name)
    if not last:
        return []
    civil = rf"(?:m\.?|mr\.?|mme\.?|mlle\.?|madame|monsieur|mrs\.?|ms\.?) +{_spaced(last)}"
    if not first:
        return [civil]
    # Banks write neither points nor accents: M MARTIN, J MARTIN. « à Paris », « y », « ô » are words, no initials.
    gap = r"\.[ ]?" if first[0] in "aoy" else r"(?:\.[ ]?|[ ])"
    initial = rf"{re.escape(first[0])}{gap}{_spaced(last)}"
    civil = rf"{civil}(?:,? +{_spaced(first)})?"
    return [civil, initial, rf"{_spaced(first)} +{_spaced(last)}", rf"{_spaced(last)},? +{_spaced(first)}"]


def _text_sources(value: str) -> Sequence[str]:
    folded = _folded(value)
    return [re.escape(folded)] if len(folded) >= _SHORTEST else []


def _number_sources(e164: str) -> Sequence[str]:
    """The number with or without its prefix, its digits set apart in any way."""
    digits = e164.removeprefix("+")
    local = _local(e164)
    apart = r"[ .\-()/]*"
    whole = apart.join(digits)
    national = apart.join(["0", *local])
    return [rf"\+?(?:00{apart})?{whole}", national]


def _folded(text: str) -> str:
    folded, _offsets = fold_with_offsets(text.strip())
    return folded


def _spaced(folded: str) -> str:
    return r"[ \-]+".join(re.escape(word) for word in folded.replace("-", " ").split())
