"""Cleans what people type or paste: texts, whole numbers, amounts, choices and web addresses. Pure."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

from negoce.kit.explain import Parsed, refuse
from negoce.kit.numbers import DecimalMark, parse_decimal

URL_MAX = 300
_SHOWN = 60
_KEPT_CONTROLS = frozenset("\n\t")
# Zero-width joiners hold emoji and Persian words together; the other invisible marks only disguise a text.
_KEPT_FORMATS = frozenset("\u200c\u200d")
_SPACES = re.compile(r"\s+")
# An amount as most files write it; `parse_decimal` reads the same in it, whatever the decimal mark.
_USUAL_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}|\d{1,15})(?:,(\d{1,2}))?[ \u00a0\u202f]?€?", re.ASCII
)
_CENT = Decimal("0.01")
_HOST_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)


def text_of(value: object) -> str:
    """What a raw value reads as: nothing for None, the text itself, a number in digits."""
    return "" if value is None else str(value)


def strip_invisible(text: str) -> str:
    """Return the text in composed form without control characters, direction marks and lone surrogates.

    Line feeds and tabs stay; so do emoji, their joiners, and letters written from right to left.
    """
    # What prints, spaces aside, holds none of the marks below: only its form may be another.
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    kept = []
    for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        category = unicodedata.category(char)
        if category == "Cc" and char not in _KEPT_CONTROLS:
            kept.append(" ")
        elif category == "Cs" or (category == "Cf" and char not in _KEPT_FORMATS and not _is_tag(char)):
            continue
        else:
            kept.append(char)
    return "".join(kept)


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a pasted text that are not blank, with their numbers from 1, as they came.

    Of millions it takes a moment: whoever reads them cleans each, and stops where there are too many.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, line) for number, line in enumerate(lines, start=1) if line and not line.isspace()]


def clean_line(value: object, maximum: int) -> Parsed[str]:
    """Read one line: spaces collapsed, invisible characters taken off. Refusal: ``text.too_long``."""
    line = _SPACES.sub(" ", strip_invisible(text_of(value))).strip()
    if len(line) > maximum:
        return refuse("text.too_long", length=len(line), max=maximum)
    return Parsed(line)


def clean_paragraphs(value: object, maximum: int) -> Parsed[str]:
    """Read several lines, blank ones at both ends taken off. Refusal: ``text.too_long``."""
    lines = strip_invisible(text_of(value)).split("\n")
    body = "\n".join(line.rstrip() for line in lines).strip()
    if len(body) > maximum:
        return refuse("text.too_long", length=len(body), max=maximum)
    return Parsed(body)


def clean_whole(value: object, maximum: int, mark: DecimalMark = ",") -> Parsed[int]:
    """Read a whole number from 0 to ``maximum``.

    Refusals: those of `parse_decimal`, ``number.not_whole``, ``number.negative``, ``number.too_large``.
    """
    parsed = clean_amount(value, Decimal(maximum), mark)
    if parsed.value is None:
        return Parsed(None, parsed.finding)
    if parsed.value != int(parsed.value):
        return refuse("number.not_whole", text=text_of(value)[:_SHOWN])
    return Parsed(int(parsed.value))


def clean_amount(value: object, maximum: Decimal, mark: DecimalMark = ",") -> Parsed[Decimal]:
    """Read an amount of euros, from 0 to ``maximum``, kept to the cent.

    Refusals: those of `parse_decimal`, ``number.negative``, ``number.too_large``.
    """
    if isinstance(value, str) and (usual := _USUAL_AMOUNT.fullmatch(value)):
        amount = Decimal(f"{_SPACES.sub('', usual[1])}.{usual[2] or '0'}")
        if amount <= maximum:
            return Parsed(amount.quantize(_CENT))
    parsed = parse_decimal(strip_invisible(text_of(value)), "." if isinstance(value, Decimal) else mark)
    if parsed.value is None:
        return parsed
    if parsed.value < 0:
        return refuse("number.negative", text=text_of(value)[:_SHOWN])
    if parsed.value > maximum:
        return refuse("number.too_large", text=text_of(value)[:_SHOWN], max=maximum)
    return Parsed(parsed.value.quantize(_CENT))


def clean_choice(value: object, allowed: type[StrEnum]) -> Parsed[str]:
    """Read a stored value of a closed list; empty stays empty. Refusal: ``choice.unknown``."""
    given = text_of(value).strip()
    if not given or given in {member.value for member in allowed}:
        return Parsed(given)
    return refuse("choice.unknown", text=given[:_SHOWN])


def clean_url(value: object, hosts: tuple[str, ...] = ()) -> Parsed[str]:
    """Read a web address; ``https://`` is put before a bare name.

    With ``hosts``, the address must be on one of them. Refusals: ``url.shape``, ``url.host``,
    ``text.too_long``.
    """
    given = strip_invisible(text_of(value)).strip()
    if not given:
        return Parsed("")
    shown = given[:_SHOWN]
    address = given if "://" in given else f"https://{given.removeprefix('//')}"
    if len(address) > URL_MAX:
        return refuse("text.too_long", length=len(address), max=URL_MAX)
    host = _host_of(address)
    if not host:
        return refuse("url.shape", text=shown)
    if hosts and not any(host == name or host.endswith(f".{name}") for name in hosts):
        return refuse("url.host", text=shown, host=hosts[0])
    return Parsed(address)


def _host_of(address: str) -> str:
    """Return the host of an http address, or an empty text when it is not one that a link may carry."""
    if re.search(r"[\s<>\"'\\]", address):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        parts.port  # noqa: B018 - raises on a port that is not a number
    except (UnicodeError, ValueError):
        return ""
    labels = host.split(".")
    if parts.scheme not in ("http", "https") or parts.username is not None or len(labels) < 2:
        return ""
    return host if all(_HOST_LABEL.fullmatch(label) for label in labels) else ""


def _is_tag(char: str) -> bool:
    """Tell whether a character belongs to the flags of emoji (England, Scotland)."""
    return "\U000e0020" <= char <= "\U000e007f"
