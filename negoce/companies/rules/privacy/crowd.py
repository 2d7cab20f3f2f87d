"""Takes several people out of texts that must stay: each text is looked at once, whatever their number. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from negoce.companies.rules.privacy.redaction import Traces
from negoce.companies.rules.privacy.rows import Sought
from negoce.kit.text import fold, fold_flat

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_NOT_DIGIT = re.compile(r"\D+")
_DOMAIN = re.compile(r"@(\w+)")


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose traces are taken out of whose texts, and what is written in their place.

    `own_companies` are those where they work or worked, `company_ids` also those whose texts name them.
    """

    contact_id: int
    last_name: str
    own_companies: Sequence[int]
    company_ids: Sequence[int]
    traces: Traces
    traces_alone: Traces
    traces_label: Traces
    sought: Sought
    replacement: str


class _Named:
    """Who of many a text may name, told by one look at its words and digits."""

    def __init__(self, several: Sequence[Traces]) -> None:
        self.several = several
        self.blind = {at for at, each in enumerate(several) if each.is_blind}
        self.words: dict[str, set[int]] = defaultdict(set)
        self.numbers: dict[str, set[int]] = defaultdict(set)
        for at, each in enumerate(several):
            for word in each.words:
                self.words[word].add(at)
            for number in each.numbers:
                self.numbers[number].add(at)
        self.lengths = sorted({len(number) for number in self.numbers})

    def in_folded(self, folded: str) -> Set[int]:
        found = set(self.blind)
        for word in self.words.keys() & set(_WORD.findall(folded)):
            found |= self.words[word]
        return found | self.by_digits(folded)

    def by_digits(self, text: str) -> Set[int]:
        found: set[int] = set()
        if not self.lengths or _DIGIT.search(text) is None:
            return found
        digits = _NOT_DIGIT.sub("", text)
        for length in self.lengths:
            windows = {digits[at : at + length] for at in range(len(digits) - length + 1)}
            for number in windows & self.numbers.keys():
                found |= self.numbers[number]
        return found

    def redact(self, text: str, replacement: str, among: Set[int] | None) -> str:
        if not text:
            return text
        named = self.in_folded(fold_flat(text))
        for at in sorted(named if among is None else named & among):
            text = self.several[at].redact(text, replacement)
        return text


class Crowd:
    """The people of one erasure, who may be one. `among` narrows to some of them, by their place in `each`."""

    def __init__(self, erasures: Sequence[Erasure]) -> None:
        self.each = list(erasures)
        self.keys = [each.contact_id for each in self.each]
        self.replacement = self.each[0].replacement if self.each else ""
        self._full = _Named([each.traces for each in self.each])
        self._alone = _Named([each.traces_alone for each in self.each])
        self._label = _Named([each.traces_label for each in self.each])
        self._own: dict[int, set[int]] = defaultdict(set)
        self._told: dict[int, set[int]] = defaultdict(set)
        self._last: dict[str, set[int]] = defaultdict(set)
        self._domains: dict[str, set[int]] = defaultdict(set)
        self._unplaced: set[int] = set()
        for at, one in enumerate(self.each):
            for company in one.own_companies:
                self._own[company].add(at)
            for company in one.company_ids:
                self._told[company].add(at)
            self._seek(at, one.sought)

    def _seek(self, at: int, sought: Sought) -> None:
        self._last[sought.last].add(at)
        for address in sought.addresses:
            label = _DOMAIN.search(address)
            # A domain that nothing follows may go on in the text; links stand anywhere.
            whole = label is not None and label.end() < len(address)
            if label is not None and whole:
                self._domains[label.group(1)].add(at)
            else:
                self._unplaced.add(at)

    @property
    def own_companies(self) -> Sequence[int]:
        """Where they work or worked."""
        return sorted(self._own)

    @property
    def company_ids(self) -> Sequence[int]:
        """Whose texts may name one of them."""
        return sorted(self._told)

    def mend(self, value: Any, *, alone: bool = False, among: Set[int] | None = None) -> Any:
        """The value without traces: texts, and the texts inside lists and mappings.

        With `alone`, first and last name go even apart: in exchanges with the person they mean nobody else.
        """
        if isinstance(value, str):
            return (self._alone if alone else self._full).redact(value, self.replacement, among)
        if isinstance(value, list):
            return [self.mend(each, alone=alone, among=among) for each in value]
        if isinstance(value, dict):
            return {key: self.mend(each, alone=alone, among=among) for key, each in value.items()}
        return value

    def mend_alone(self, value: Any) -> Any:
        """`mend` where first and last name go even apart."""
        return self.mend(value, alone=True)

    def mend_label(self, text: str) -> str:
        """A short name or a filter: there a last name that nobody else bears means this person."""
        return self._label.redact(self.redact(text), self.replacement, None)

    def redact(self, text: str) -> str:
        """A text of the house, that stands under no company."""
        return self._full.redact(text, self.replacement, None)

    def of(self, value: Any, contact_id: int) -> Any:
        """A value of one of them without that person."""
        return self.mend(value, among=self.places([contact_id]))

    def around(self, value: Any, company_id: int) -> Any:
        """A value of a company without those who work or worked there."""
        return self.mend(value, among=self._own.get(company_id, frozenset()))

    def told_of(self, value: Any, company_id: int) -> Any:
        """A value of a company without those whom its texts may name."""
        return self.mend(value, among=self._told.get(company_id, frozenset()))

    def told_at(self, company_ids: Iterable[int]) -> Set[int]:
        """The places of those whom the texts of these companies may name."""
        return {at for key in company_ids for at in self._told.get(key, ())}

    def places(self, contact_ids: Iterable[int]) -> Set[int]:
        """Where these people stand in `each`."""
        wanted = set(contact_ids)
        return {at for at, key in enumerate(self.keys) if key in wanted}

    def named_in(self, text: str) -> Set[int]:
        """The places of those whom a text names."""
        if not text:
            return frozenset()
        maybe = self._full.in_folded(fold_flat(text))
        return {at for at in maybe if self.each[at].traces.found_in(text)}

    def in_row(self, cells: Iterable[str]) -> Set[int]:
        """The places of those of whom a row of values speaks."""
        held = [cell for cell in cells if cell]
        joined = " ".join(held)
        maybe = self._unplaced | self._full.in_folded(fold_flat(joined)) | self._full.by_digits(joined)
        for label in self._domains.keys() & set(_DOMAIN.findall(fold(joined))):
            maybe |= self._domains[label]
        for last in self._last.keys() & {fold(cell) for cell in held}:
            maybe |= self._last[last]
        return {at for at in maybe if self.each[at].sought.in_row(held)}

    def in_value(self, text: str) -> Set[int]:
        """The places of those of whom one value of a row may be."""
        return {at for at, each in enumerate(self.each) if each.sought.in_value(text)}
