"""The guard of free-text fields about persons (domain 5.4): finds what the CNIL asks not to write.

It proposes, a person decides: each finding is explained and can be overridden with a reason. It reads French.
"""

from __future__ import annotations

from dataclasses import dataclass

from negoce.companies.rules.free_text.numbers import find_numbers
from negoce.companies.rules.free_text.patterns import PATTERNS, Category
from negoce.companies.rules.free_text.safe import SAFE
from negoce.kit.explain import Finding
from negoce.kit.text import fold_with_offsets

MAX_FINDINGS = 50
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_HIDDEN = "\x00"


@dataclass(frozen=True, slots=True)
class GuardFinding:
    """A passage not to be written: ``start`` and ``end`` are offsets in the text that was given."""

    category: Category
    start: int
    end: int
    excerpt: str

    @property
    def finding(self) -> Finding:
        """Return the passage as a finding: a warning, since a reason may override it."""
        return Finding(f"free_text.{self.category}", "warning", {"excerpt": self.excerpt})


def check_free_text(text: str) -> tuple[GuardFinding, ...]:
    """Return the passages of a text that must not be written about a person, in order (domain 5.4).

    Accents, case and plurals do not matter. Turns of trade that use the same words ("syndicat professionnel",
    "santé financière") pass. At most 50 findings.
    """
    folded, offsets = fold_with_offsets(text.translate(_APOSTROPHES))
    numbers = list(find_numbers(folded))
    visible = SAFE.sub(lambda found: _HIDDEN * len(found.group()), folded)
    spans = numbers + [
        (category, found.start(), found.end())
        for category, pattern in PATTERNS.items()
        for found in pattern.finditer(visible)
    ]
    findings: list[GuardFinding] = []
    reached = 0
    for category, start, end in sorted(spans, key=lambda span: (span[1], -span[2])):
        if start < reached:
            continue
        reached = end
        first, last = offsets[start], offsets[end - 1] + 1
        findings.append(GuardFinding(category, first, last, text[first:last]))
        if len(findings) == MAX_FINDINGS:
            break
    return tuple(findings)
