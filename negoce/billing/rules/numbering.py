"""Whether the numbers of a series are unique, continuous and in the order of their dates."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked

_SOURCE = "CGI ann. II art. 242 nonies A I-7°"
_NUMBER = re.compile(r"^(.*?)(\d+)$", re.ASCII)
MOST_GAPS_NAMED = 200


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """The number printed on a document, such as `F-2026-00012`, and its date."""

    number: str
    issued_on: date


def check_numbering(documents: Sequence[NumberedDocument]) -> Worked[bool]:
    """Tell whether the numbers hold, with a finding for each duplicate, gap and date out of order (R-C13).

    What stands before the last digits names the series; each is checked on its own. Raises CannotWork for a number
    that does not end in digits.
    """
    series: dict[str, list[tuple[int, NumberedDocument]]] = {}
    for document in documents:
        found = _NUMBER.match(document.number.strip())
        if found is None or len(found[2]) > 18:
            raise CannotWork("numbering.no_number", number=document.number[:60])
        series.setdefault(found[1], []).append((int(found[2]), document))
    findings = [finding for name in sorted(series) for finding in _check_series(name, series[name])]
    figures = {"documents": len(documents), "series": len(series), "faults": len(findings)}
    return Worked(not findings, (Step("numbering.checked", figures, _SOURCE),), tuple(findings))


def _check_series(name: str, numbered: Sequence[tuple[int, NumberedDocument]]) -> list[Finding]:
    times = Counter(number for number, _document in numbered)
    findings = [
        Finding("numbering.duplicate", "error", {"series": name, "number": number, "times": times[number]})
        for number in sorted(times)
        if times[number] > 1
    ]
    ordered = sorted(numbered, key=lambda each: (each[0], each[1].issued_on))
    gaps = 0
    for (before, earlier), (after, later) in itertools.pairwise(ordered):
        if after > before + 1 and gaps < MOST_GAPS_NAMED:
            gaps += 1
            figures = {"series": name, "first": before + 1, "last": after - 1}
            findings.append(Finding("numbering.gap", "error", figures))
        if later.issued_on < earlier.issued_on:
            figures = {"series": name, "number": after, "date": later.issued_on, "before": earlier.issued_on}
            findings.append(Finding("numbering.date_order", "error", figures))
    return findings
