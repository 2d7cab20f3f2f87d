"""Names and addresses of a row read as one text: words slip from one to the other, numbers of streets tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.rules.duplicates.columns import Kind
from negoce.companies.rules.duplicates.likeness import text_nats
from negoce.companies.rules.duplicates.tokens import Weights, Words, compare_words, words_of

_READ = (Kind.NAME, Kind.ADDRESS, Kind.PLACE, Kind.TEXT)
_MOST = 6.0
_TEXT = 0.5
_OTHER_NUMBERS, _SAME_NUMBER = -0.8, 0.55


@dataclass(frozen=True, slots=True)
class WholeText:
    """The text of each row, its numbers, and how rare its words are."""

    words: Sequence[Words]
    numbers: Sequence[frozenset[str]]
    weights: Weights

    def said(self, left: int, right: int) -> float:
        """What the texts of two rows say for (or, below 0, against) their being one, in nats; 0 when one is silent."""
        one, two = self.words[left], self.words[right]
        if not one.compact or not two.compact:
            return 0.0
        nats = text_nats(compare_words(one, two, self.weights))
        return _TEXT * max(-_MOST, min(_MOST, nats)) + self._numbers(left, right)

    def _numbers(self, left: int, right: int) -> float:
        one, two = self.numbers[left], self.numbers[right]
        said = _SAME_NUMBER if one & two else 0.0
        return said + (_OTHER_NUMBERS if one - two and two - one else 0.0)


def whole_text(
    rows: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind], *, least: int
) -> WholeText | None:
    """Read names and addresses together; None when the table lacks one of them.

    People and things without an address are told by short columns, which are compared one by one: reading them
    again as a text would count them twice.
    """
    if not {Kind.NAME, Kind.ADDRESS} <= set(kinds.values()):
        return None
    columns = [rows[name] for name, kind in kinds.items() if kind in _READ]
    words = [words_of(", ".join(cells)) for cells in zip(*columns, strict=True)]
    numbers = [
        frozenset(word for word in each.words if any(letter.isdigit() for letter in word)) for each in words
    ]
    return WholeText(words, numbers, Weights(words, least=least))
