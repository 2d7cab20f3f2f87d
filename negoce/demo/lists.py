"""The word lists of the demo world, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@cache
def surnames() -> tuple[str, ...]:
    """Return family names; the lists write a hyphen for the space of « Le Goff »."""
    return tuple(_surname(word) for word in _text("surnames.txt").split())


@cache
def first_names() -> dict[str, tuple[str, ...]]:
    """Return first names by civility: « madam », « sir »."""
    rows = [line.split() for line in _text("first_names.txt").splitlines() if line]
    return {{"f": "madam", "m": "sir"}[row[0]]: tuple(row[1:]) for row in rows}


@cache
def streets() -> tuple[str, ...]:
    """Return names of streets and places that most towns have."""
    return tuple(line for line in _text("streets.txt").splitlines() if line)


@cache
def main_towns() -> tuple[tuple[int, tuple[str, str]], ...]:
    """Return (weight, (postal code, town)) of the main towns."""
    towns: list[tuple[int, tuple[str, str]]] = []
    for line in _text("towns.txt").splitlines():
        if line and not line.startswith("#"):
            weight, places = line.split("|")
            towns += [(int(weight), (place[:5], place[6:])) for place in places.split(";")]
    return tuple(towns)


@cache
def phrases(section: str) -> tuple[str, ...]:
    """Return the phrases of a section of phrases.txt. Raises KeyError for an unknown section."""
    return _sections()[section]


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in _text("phrases.txt").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def _surname(word: str) -> str:
    return word.replace("-", " ") if word.split("-")[0] in ("Le", "Da", "Dos") else word


def _text(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")
