"""An XLSX is an archive: how much it may unpack to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.kit.explain import Finding

MAX_UNPACKED = 500_000_000
MAX_RATIO = 100
MAX_MEMBERS = 5_000
# Opening more takes seconds, and nobody chooses among them.
MAX_SHEETS = 250
# A tiny workbook packs well without being a bomb.
RATIO_MATTERS_FROM = 10_000_000
_OTHER_KINDS = {"content.xml", "xl/workbook.bin"}


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive; sizes in bytes as announced."""

    name: str
    packed: int
    unpacked: int
    encrypted: bool = False


def check_archive(members: Sequence[Member]) -> Finding | None:
    """Return why a workbook is not opened, or None.

    Codes: ``archive.not_a_workbook``, ``archive.encrypted``, ``archive.too_many``, ``archive.too_many_sheets``,
    ``archive.too_large``, ``archive.ratio``.
    """
    if len(members) > MAX_MEMBERS:
        return Finding("archive.too_many", "error", {"count": len(members), "max": MAX_MEMBERS})
    if any(member.encrypted for member in members):
        return Finding("archive.encrypted")
    names = {member.name.lstrip("/").casefold() for member in members}
    # One that is also another kind of workbook would be read as that kind, past what is checked here.
    sheets = sum(1 for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    if sheets > MAX_SHEETS:
        return Finding("archive.too_many_sheets", "error", {"count": sheets, "max": MAX_SHEETS})
    if "xl/workbook.xml" not in names or names & _OTHER_KINDS:
        return Finding("archive.not_a_workbook")
    unpacked = sum(member.unpacked for member in members)
    packed = sum(member.packed for member in members)
    if unpacked > MAX_UNPACKED:
        figures = {"size": unpacked // 1_000_000, "max": MAX_UNPACKED // 1_000_000}
        return Finding("archive.too_large", "error", figures)
    if unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(packed, 1):
        return Finding("archive.ratio", "error", {"ratio": unpacked // max(packed, 1), "max": MAX_RATIO})
    return None
