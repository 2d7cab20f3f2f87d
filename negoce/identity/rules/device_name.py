"""What a browser says of itself, reduced to what a person recognises. Pure."""

from __future__ import annotations

from collections.abc import Sequence

# The first that is found wins: most browsers also claim to be those before them.
_BROWSERS: Sequence[tuple[str, str]] = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Sequence[tuple[str, str]] = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> tuple[str, str]:
    """The browser and the system of a `User-Agent`; empty for what is not recognised. No version is kept."""
    return _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)


def _first(known: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
