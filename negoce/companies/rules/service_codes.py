"""The services of a public body as its directory entry names them: one a line, the code, then the name. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from negoce.companies.enums import BuyerType
from negoce.companies.rules.value_cleaning import strip_invisible, text_of
from negoce.kit.explain import Parsed, refuse

CODE_MAX = 100
NAME_MAX = 120
MOST = 30
_BETWEEN = " – "
_LINE = re.compile(r"([^\s;,]+)(?:[\s;,]+(?:[–—:-]\s*)?(.*))?")


@dataclass(frozen=True, slots=True)
class ServiceCode:
    """A service that invoices may be addressed to; the name may be empty."""

    code: str
    name: str = ""


def read_service_codes(stored: str) -> tuple[ServiceCode, ...]:
    """Return the services of a stored text, in its order."""
    found = []
    for line in stored.split("\n"):
        code, _between, name = line.partition(_BETWEEN)
        if code:
            found.append(ServiceCode(code, name))
    return tuple(found)


def clean_service_codes(value: object) -> Parsed[str]:
    """Read « CODE name » lines to the text that is stored: a code is there once, its last name wins.

    Refusals: ``service_codes.no_code``, ``service_codes.code_long``, ``service_codes.name_long``,
    ``service_codes.many``.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(strip_invisible(text_of(value)).split("\n"), start=1):
        text = " ".join(line.split())
        if not text:
            continue
        match = _LINE.fullmatch(text)
        if match is None or match[1] in ("–", "—", "-", ":"):
            return refuse("service_codes.no_code", line=number)
        code, name = match[1], (match[2] or "").strip()
        if len(code) > CODE_MAX:
            return refuse("service_codes.code_long", line=number, max=CODE_MAX)
        if len(name) > NAME_MAX:
            return refuse("service_codes.name_long", line=number, max=NAME_MAX)
        found[code] = name
    if len(found) > MOST:
        return refuse("service_codes.many", count=len(found), max=MOST)
    return Parsed("\n".join(f"{code}{_BETWEEN}{name}" if name else code for code, name in found.items()))


def usual_service(buyer_type: str, stored: str) -> str:
    """Return the service code to propose: that of a public body which has only one; empty otherwise."""
    known = read_service_codes(stored) if buyer_type == BuyerType.PUBLIC_BODY.value else ()
    return known[0].code if len(known) == 1 else ""
