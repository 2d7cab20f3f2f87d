"""What a report asks, as its address says it. Pure: what exists and who may read it is checked elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

MOST_MEASURES, MOST_GROUPS = 4, 2
MOST_TOP, USUAL_TOP = 200, 30
MOST_TEXT = 2_000
CHARTS = ("bars", "stacked", "lines", "none")


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """A subject, what is measured of it, by what it is grouped (one or two), which records, how it is drawn.

    `sort` is the key of a measure, `-` before it for the largest first, or nothing for the usual order; of more than
    `top` lines the rest becomes one.
    """

    subject: str
    measures: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    filter: str = ""
    chart: str = "bars"
    sort: str = ""
    top: int = USUAL_TOP

    @property
    def query(self) -> str:
        """The same as a query string, always written alike."""
        pairs = [("subject", self.subject)]
        pairs += [("measure", ",".join(self.measures))] if self.measures else []
        pairs += [("group", ",".join(self.groups))] if self.groups else []
        pairs += [("filter", self.filter)] if self.filter else []
        pairs += [("chart", self.chart)] if self.chart != CHARTS[0] else []
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("top", str(self.top))] if self.top != USUAL_TOP else []
        return urlencode(pairs)


def read_query(query: str) -> ReportAsked:
    """Read what was stored as a query string."""
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(query[: 2 * MOST_TEXT]):
        values.setdefault(name, []).append(value)
    return read_asked(values)


def read_asked(values: Mapping[str, Sequence[str]]) -> ReportAsked:
    """Read the parameters of an address; whatever has no sense is left out."""
    top = _first(values, "top")
    chart = _first(values, "chart")
    return ReportAsked(
        subject=_first(values, "subject")[:40],
        measures=_keys(values, "measure", MOST_MEASURES),
        groups=_keys(values, "group", MOST_GROUPS),
        filter=_first(values, "filter").replace("\x00", "")[:MOST_TEXT].strip(),
        chart=chart if chart in CHARTS else CHARTS[0],
        sort=_first(values, "sort")[:41],
        top=min(max(int(top), 1), MOST_TOP)
        if top.isascii() and top.isdigit() and len(top) < 6
        else USUAL_TOP,
    )


def _first(values: Mapping[str, Sequence[str]], name: str) -> str:
    found = values.get(name)
    return found[0] if found else ""


def _keys(values: Mapping[str, Sequence[str]], name: str, most: int) -> tuple[str, ...]:
    """Keys, given one by one or joined by commas; each once."""
    words = [word.strip()[:40] for text in values.get(name, ()) for word in text.split(",")]
    return tuple(dict.fromkeys(word for word in words if word))[:most]
