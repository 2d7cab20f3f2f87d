"""Whether a row of a file speaks of a person, told quickly for hundreds of thousands of rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negoce.companies.rules.privacy.redaction import Traces
from negoce.kit.text import fold

_LOCAL_DIGITS = 9
_NOT_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Sought:
    """Who is looked for in rows: folded names and addresses, the last digits of numbers, and their traces."""

    first: str
    last: str
    addresses: Sequence[str]
    numbers: Sequence[str]
    traces: Traces

    def in_row(self, cells: Iterable[str]) -> bool:
        """Tell whether a row names the person: by an address, a number, or both names."""
        held = [cell for cell in cells if cell]
        joined = " ".join(held)
        folded = fold(joined)
        if any(address in folded for address in self.addresses):
            return True
        if self.numbers:
            digits = _NOT_DIGIT.sub("", joined)
            if any(number in digits for number in self.numbers):
                return True
        if not self.last or self.last not in folded:
            return False
        apart = {fold(cell) for cell in held}
        return self.traces.found_in(joined) or (
            self.last in apart and (not self.first or self.first in apart)
        )

    def in_value(self, text: str) -> bool:
        """Tell whether one value of a row is theirs: a last name alone is enough there."""
        return self.in_row([text]) or (bool(self.last) and self.last in fold(text).replace("-", " "))


def sought(first_name: str, last_name: str, coordinates: Iterable[str], traces: Traces) -> Sought:
    """What to look for; `coordinates` are addresses, links and numbers in E.164."""
    given = [value for value in coordinates if value]
    return Sought(
        fold(first_name),
        fold(last_name),
        tuple({fold(value) for value in given if not value.startswith("+")}),
        tuple(
            {
                value[-_LOCAL_DIGITS:]
                for value in given
                if value.startswith("+") and len(value) > _LOCAL_DIGITS
            }
        ),
        traces,
    )
