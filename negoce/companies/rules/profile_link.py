"""Guesses a person from the address of their profile on a network: nothing is fetched. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_KINDS = {
    "linkedin.com": ("linkedin", re.compile(r"/in/([^/]+)")),
    "viadeo.com": ("viadeo", re.compile(r"/(?:[a-z]{2}/)?p(?:rofile)?/([^/]+)")),
    "x.com": ("x", re.compile(r"/([^/]+)")),
    "twitter.com": ("x", re.compile(r"/([^/]+)")),
    "xing.com": ("xing", re.compile(r"/profile/([^/]+)")),
}
_MASTODON = re.compile(r"/@([^/]+)")
# What LinkedIn adds to tell namesakes apart: digits, or a word that mixes both.
_SUFFIX = re.compile(r"^(?=.*\d)[\w]{2,}$")


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """A profile: the network, its address without what follows it about, and the name that its slug suggests."""

    kind: str
    url: str
    first_name: str = ""
    last_name: str = ""


def read_profile_link(text: str) -> ProfileLink | None:
    """The profile that an address leads to; None for any other address."""
    given = text.strip()
    if not given or len(given) > 300 or any(char.isspace() for char in given):
        return None
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or not host:
        return None
    for domain, (kind, pattern) in _KINDS.items():
        if host == domain or host.endswith(f".{domain}"):
            found = pattern.match(parts.path)
            return _named(kind, f"https://{host}{found[0]}", found[1]) if found else None
    found = _MASTODON.match(parts.path)
    return _named("mastodon", f"https://{host}{found[0]}", found[1]) if found else None


def _named(kind: str, url: str, slug: str) -> ProfileLink:
    words = [word for word in re.split(r"[-_.+ ]+", unquote(slug)) if word]
    while len(words) > 2 and _SUFFIX.match(words[-1]):
        words.pop()
    if len(words) < 2 or any(any(char.isdigit() for char in word) for word in words):
        return ProfileLink(kind, url)
    first, *rest = (word[:40].capitalize() for word in words[:4])
    return ProfileLink(kind, url, first, " ".join(rest))
