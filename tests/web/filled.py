"""The form of an answer as a browser would send it back untouched."""

from __future__ import annotations

from html.parser import HTMLParser

# What a browser never sends of itself.
_PRESSED = {"submit", "button", "reset", "image", "file"}
_HANDED = {"csrfmiddlewaretoken"}


class _Reader(HTMLParser):
    """Reads the fields of every form, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._select = self._area = ""
        self._first: str | None = None
        self._chosen = False
        self._text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        name = held.get("name", "")
        if tag == "select":
            self._select, self._first, self._chosen = name, None, False
        elif tag == "option" and self._select:
            value = held.get("value", "")
            self._first = value if self._first is None else self._first
            if "selected" in held:
                self.found.setdefault(self._select, []).append(value)
                self._chosen = True
        elif tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "input" and name and held.get("type") not in _PRESSED and name not in _HANDED:
            ticks = held.get("type") in {"checkbox", "radio"}
            if not ticks or "checked" in held:
                self.found.setdefault(name, []).append(held.get("value", "on" if ticks else ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            if not self._chosen and self._first is not None:
                self.found.setdefault(self._select, []).append(self._first)
            self._select = ""
        elif tag == "textarea" and self._area:
            # The line break that follows the tag is not part of the text.
            self.found.setdefault(self._area, []).append(self._text.removeprefix("\n"))
            self._area = ""


def filled(content: bytes) -> dict[str, list[str]]:
    """Every value that the forms of the answer would send, by name."""
    reader = _Reader()
    reader.feed(content.decode())
    return reader.found
