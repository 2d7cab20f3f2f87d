"""APE codes in NAF rév. 2 and in NAF 2025: read, dated, searched by words or by code (R-I3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from negoce.companies.enums import ActivityCodeVersion
from negoce.companies.reference.tables import activity_rows, activity_sections
from negoce.kit.explain import Parsed, refuse
from negoce.kit.text import fold, split_words

NAF_2025_STARTS = date(2027, 1, 1)
_SHAPE = re.compile(r"(\d{2})[. ]?(\d{2})[. ]?([A-Z])", re.ASCII)
_LOST_ZERO = re.compile(r"(\d)[. ]?(\d{2})[. ]?([A-Z])", re.ASCII)
_CODE_FRAGMENT = re.compile(r"\d{2}(?:\.?\d{0,2}[a-z]?)?", re.ASCII)
# Words that say nothing of an activity, so that "fabrication de pain" is looked up as "fabrication pain".
_EMPTY_WORDS = frozenset(
    {"de", "des", "du", "d", "la", "le", "les", "l", "et", "en", "a", "au", "aux", "par"}
)


@dataclass(frozen=True, slots=True)
class ActivityCode:
    """A sub-class: ``code`` with its dot (``62.01Z``), in one version of the nomenclature."""

    code: str
    version: ActivityCodeVersion
    label: str
    section: str

    @property
    def section_label(self) -> str:
        """Return the label of the section, the widest level."""
        return activity_sections()[self.version.value, self.section]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A code ready to be searched: ``haystack`` is a space and the folded words."""

    code: ActivityCode
    bare: str
    haystack: str


def version_on(day: date) -> ActivityCodeVersion:
    """Return the nomenclature in force: NAF rév. 2 until 2026-12-31, NAF 2025 from 2027-01-01 (R-I3)."""
    return ActivityCodeVersion.NAF_2025 if day >= NAF_2025_STARTS else ActivityCodeVersion.NAF_REV2


def find_activity_code(code: str, version: ActivityCodeVersion) -> ActivityCode | None:
    """Return the sub-class of a code written with its dot, in one version, or None."""
    entry = _by_code().get((version, code))
    return entry.code if entry else None


def parse_activity_code(
    text: str, today: date, version: ActivityCodeVersion | None = None
) -> Parsed[ActivityCode]:
    """Read ``6201Z``, ``62.01Z`` or ``62.01 z`` (R-I3).

    Without ``version``, the nomenclature in force on ``today`` is tried first, then the other. A zero lost by
    a spreadsheet (``111Z``) is put back. Refusals: ``ape.shape``, ``ape.unknown``.
    """
    given = text.strip()
    if not given:
        return Parsed()
    found = _SHAPE.match(given.upper())
    if found is None or found.end() not in (len(given), _end_of_code(given)):
        lost = _LOST_ZERO.fullmatch(given.upper())
        if lost is None:
            return refuse("ape.shape", text=given[:40])
        code = f"0{lost[1]}.{lost[2]}{lost[3]}"
    else:
        code = f"{found[1]}.{found[2]}{found[3]}"
    current = version_on(today)
    other = next(candidate for candidate in ActivityCodeVersion if candidate is not current)
    for candidate in (version,) if version else (current, other):
        known = find_activity_code(code, candidate)
        if known:
            return Parsed(known)
    return refuse("ape.unknown", text=code, version=version.value if version else "")


def search_activity_codes(
    query: str, today: date, version: ActivityCodeVersion | None = None, limit: int = 20
) -> tuple[ActivityCode, ...]:
    """Return the codes that answer some words or the beginning of a code, best first (R-I3).

    Every word must be the beginning of a word of the label. Codes of the nomenclature in force on ``today``
    come first, then labels where the words come early, then short labels.
    """
    folded = fold(query)
    if not folded:
        return ()
    entries = [entry for entry in _entries() if version is None or entry.code.version is version]
    current = version_on(today)
    if _CODE_FRAGMENT.fullmatch(folded):
        bare = folded.replace(".", "").upper()
        hits = [(0, 0, entry) for entry in entries if entry.bare.startswith(bare)]
    else:
        words = [f" {word}" for word in split_words(query) if word not in _EMPTY_WORDS]
        hits = [
            (entry.haystack.index(words[0]), len(entry.haystack), entry)
            for entry in entries
            if words and all(word in entry.haystack for word in words)
        ]
    hits.sort(key=lambda hit: (hit[2].code.version is not current, hit[0], hit[1], hit[2].bare))
    return tuple(entry.code for _, _, entry in hits[:limit])


def _end_of_code(given: str) -> int:
    """Return where the code ends in ``62.01Z - Programmation informatique``, else -1."""
    found = re.match(r"[\d. ]{4,7}[A-Za-z](?=\s*[-–:—]\s|\s+\S)", given)
    return found.end() if found else -1


@cache
def _entries() -> tuple[_Entry, ...]:
    entries = []
    for row in activity_rows():
        code = ActivityCode(row.code, ActivityCodeVersion(row.version), row.label, row.section)
        entries.append(_Entry(code, row.code.replace(".", ""), " " + " ".join(split_words(row.label))))
    return tuple(entries)


@cache
def _by_code() -> dict[tuple[ActivityCodeVersion, str], _Entry]:
    return {(entry.code.version, entry.code.code): entry for entry in _entries()}
