"""Opening hours: « 8h30-12h, 13h30-17h30 » read, written and closed days left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from negoce.kit.explain import Parsed, refuse

DAY = 24 * 60
MOST_WINDOWS = 3
_RANGE = re.compile(r"^(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\s*(?:-|–|à|to)\s*(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?$")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """From one minute of the day to another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When visitors are received; `closed` are the days of the week, Monday being 0."""

    windows: tuple[Window, ...]
    closed: frozenset[int] = frozenset()

    def on(self, weekday: int) -> tuple[Window, ...]:
        """The hours of a day of the week."""
        return () if weekday in self.closed else self.windows


def parse_windows(text: str) -> Parsed[tuple[Window, ...]]:
    """Return the hours that a text tells, in order; refusals: `hours.shape`, `hours.order`, `hours.too_many`."""
    parts = [part.strip() for part in re.split(r"[,;]|\bet\b|\band\b", text.lower()) if part.strip()]
    if not parts:
        return Parsed()
    if len(parts) > MOST_WINDOWS:
        return refuse("hours.too_many", most=MOST_WINDOWS)
    found: list[Window] = []
    for part in parts:
        match = _RANGE.match(part)
        if match is None:
            return refuse("hours.shape", text=part[:40])
        start = int(match[1]) * 60 + int(match[2] or 0)
        end = int(match[3]) * 60 + int(match[4] or 0)
        if not 0 <= start < end <= DAY or int(match[2] or 0) > 59 or int(match[4] or 0) > 59:
            return refuse("hours.order", text=part[:40])
        if found and start < found[-1].end:
            return refuse("hours.order", text=part[:40])
        found.append(Window(start, end))
    return Parsed(tuple(found))


def write_windows(windows: tuple[Window, ...]) -> str:
    """The text that `parse_windows` reads back."""
    return ", ".join(f"{clock(each.start)}-{clock(each.end)}" for each in windows)


def clock(minutes: int) -> str:
    """A minute of the day as ``08:30``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(text: str) -> int | None:
    """The minute of the day of « 9h », « 9:30 » or « 14h15 »; None for what is none."""
    match = re.match(r"^\s*(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\s*$", text.lower()[:12])
    if match is None:
        return None
    minute = int(match[1]) * 60 + int(match[2] or 0)
    return minute if int(match[2] or 0) < 60 and minute < DAY else None
