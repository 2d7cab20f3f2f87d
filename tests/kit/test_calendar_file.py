"""Calendar files: what agendas read."""

from datetime import UTC, datetime

from negoce.kit.calendar_file import Event, calendar_file

MADE = datetime(2026, 11, 23, 8, tzinfo=UTC)
START, END = datetime(2026, 11, 24, 9, 30, tzinfo=UTC), datetime(2026, 11, 24, 10, 15, tzinfo=UTC)


def test_an_event_is_written_as_the_format_asks() -> None:
    event = Event("a1@negoce", START, END, "Visite, étude ; suite", "1 rue A\nNantes", position=(47.2, -1.5))
    assert calendar_file([event], made_at=MADE, name="Tournée").decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Negoce//FR\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Tournée\r\n"
        "BEGIN:VEVENT\r\nUID:a1@negoce\r\nDTSTAMP:20261123T080000Z\r\nDTSTART:20261124T093000Z\r\n"
        "DTEND:20261124T101500Z\r\nSUMMARY:Visite\\, étude \\; suite\r\nLOCATION:1 rue A\\nNantes\r\n"
        "GEO:47.20000;-1.50000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_what_is_typed_starts_no_line_of_its_own_and_long_lines_are_folded() -> None:
    event = Event("a1", START, END, "é" * 100 + "\r\nATTENDEE:x", "")
    lines = calendar_file([event], made_at=MADE, name="T").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if line.startswith(b"ATTENDEE")] == []
    whole = b"".join(line[1:] if line.startswith(b" ") else b"\n" + line for line in lines).decode()
    assert "SUMMARY:" + "é" * 100 + "\\nATTENDEE:x" in whole
