"""What is taken along to a meeting: blocks of lines already written, and the drawing of who decides.

The screen and the PDF read the same value, so that they never tell two stories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line: what it says, what stands in grey after it, whether to worry; `url` leads to where it comes from."""

    text: str
    note: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """Where a block is changed; `is_dialog` opens over the page."""

    label: str
    url: str
    is_dialog: bool = False


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A part of the preparation. `todo` says in one line what to do while it has no lines; nothing is left to do of an
    empty one that `is_settled`."""

    key: str
    title: str
    lines: Sequence[SheetLine] = ()
    meta: str = ""
    todo: str = ""
    edits: Sequence[SheetEdit] = ()
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class MapNode:
    """A person of the decision, in the units of `SheetMap`."""

    x: int
    y: int
    radius: int
    name: str
    weight: int
    tone: str
    is_unknown: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A path from somebody to somebody: who sways whom, or (`is_rank`) who reports to whom."""

    path: str
    force: str = ""
    is_rank: bool = False


@dataclass(frozen=True, slots=True)
class SheetMap:
    """The drawing: its size, its people, its lines."""

    width: int
    height: int
    nodes: Sequence[MapNode]
    edges: Sequence[MapEdge]


@dataclass(frozen=True, slots=True)
class PreparationSheet:
    """A preparation: on the screen `head` stands above, `main` and `side` beside each other; on paper in this order."""

    deal: str
    company: str
    subtitle: str
    made_on: date
    made_by: str
    head: Sequence[SheetBlock]
    main: Sequence[SheetBlock]
    side: Sequence[SheetBlock]
    drawing: SheetMap | None = None
