"""A calendar file (RFC 5545): events that agendas and telephones take in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_STAMP = "%Y%m%dT%H%M%SZ"
_LINE_OCTETS = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `uid` is the same each time the event is written, so that it is brought up to date, not doubled."""

    uid: str
    start: datetime
    end: datetime
    title: str
    place: str = ""
    text: str = ""
    position: tuple[float, float] | None = None


def calendar_file(events: Iterable[Event], *, made_at: datetime, name: str) -> bytes:
    """Return the file: UTF-8, lines ended and folded as the format asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Negoce//FR",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(event: Event, made_at: datetime) -> Sequence[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{_moment(made_at)}",
        f"DTSTART:{_moment(event.start)}",
        f"DTEND:{_moment(event.end)}",
        f"SUMMARY:{_text(event.title)}",
    ]
    if event.place:
        lines.append(f"LOCATION:{_text(event.place)}")
    if event.text:
        lines.append(f"DESCRIPTION:{_text(event.text)}")
    if event.position is not None:
        lines.append(f"GEO:{event.position[0]:.5f};{event.position[1]:.5f}")
    return [*lines, "END:VEVENT"]


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime(_STAMP)


def _text(value: str) -> str:
    """What people typed, with nothing in it that the format would read."""
    plain = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of 75 octets at most, the later ones begun by a space; no letter is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])
