"""Lazy readers of the reference tables; each is read once a process and kept small."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A sub-class of a nomenclature of activities; ``version`` is ``rev2`` or ``2025``."""

    version: str
    code: str
    section: str
    label: str


@dataclass(frozen=True, slots=True)
class BandRow:
    """A headcount band; ``highest`` is None when open, both are None for NN."""

    code: str
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department or overseas collectivity."""

    code: str
    region: str
    name: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """The centre of a commune under one of its postal codes, in degrees."""

    postal_code: str
    insee_code: str
    latitude: float
    longitude: float
    name: str


def read_rows(name: str) -> list[list[str]]:
    """Return the cells of a table of this folder."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def activity_rows() -> tuple[ActivityRow, ...]:
    """Return the sub-classes of both nomenclatures, NAF 2025 first, in the order of codes."""
    return tuple(ActivityRow(*cells) for cells in read_rows("activity_codes.tsv"))


@cache
def activity_sections() -> dict[tuple[str, str], str]:
    """Return the label of each (version, section letter)."""
    return {(version, letter): label for version, letter, label in read_rows("activity_sections.tsv")}


@cache
def legal_form_labels() -> dict[str, str]:
    """Return the label of each legal category on four digits, in the order of codes."""
    return {cells[0]: cells[1] for cells in read_rows("legal_forms.tsv")}


@cache
def band_rows() -> tuple[BandRow, ...]:
    """Return the headcount bands in ascending order, NN first."""
    rows = read_rows("headcount_bands.tsv")
    return tuple(BandRow(code, _number(low), _number(high)) for code, low, high in rows)


@cache
def departments() -> dict[str, DepartmentRow]:
    """Return the departments by code."""
    return {code: DepartmentRow(code, region, name) for code, region, name in read_rows("departments.tsv")}


def communes_of(postal_code: str) -> tuple[tuple[str, str], ...]:
    """Return the (INSEE code, name) of the communes that a postal code serves; empty when unknown."""
    lines = _postal_lines()
    wanted = postal_code.encode()
    position = bisect_left(lines, wanted)
    if position == len(lines) or not lines[position].startswith(wanted + b"\t"):
        return ()
    cells = lines[position].decode().split("\t")[1:]
    return tuple((cell[:5], cell[6:]) for cell in cells)


def postal_codes_starting(prefix: str, limit: int) -> tuple[str, ...]:
    """Return the first postal codes that begin with some digits."""
    lines = _postal_lines()
    wanted = prefix.encode()
    position = bisect_left(lines, wanted)
    found: list[str] = []
    while position < len(lines) and len(found) < limit and lines[position].startswith(wanted):
        found.append(lines[position][:5].decode())
        position += 1
    return tuple(found)


def commune_positions(postal_code: str) -> tuple[PositionRow, ...]:
    """Return the centres of the communes that a postal code, or its first digits, serves; empty when unknown."""
    lines = _position_lines()
    wanted = postal_code.encode()
    position = bisect_left(lines, wanted)
    found: list[PositionRow] = []
    while position < len(lines) and lines[position].startswith(wanted):
        code, insee, latitude, longitude, name = lines[position].decode().split("\t")
        found.append(PositionRow(code, insee, float(latitude), float(longitude), name))
        position += 1
    return tuple(found)


@cache
def _position_lines() -> list[bytes]:
    # Bytes, as those of postal codes: 1.4 MB, read the first time that somebody asks for a place.
    return (FOLDER / "commune_positions.tsv").read_bytes().splitlines()


@cache
def _postal_lines() -> list[bytes]:
    # Sorted lines of bytes: 1.1 MB in all; objects for 39,000 communes would take fifteen times that.
    return (FOLDER / "postal_codes.tsv").read_bytes().splitlines()


def _number(cell: str) -> int | None:
    return int(cell) if cell else None
