"""Asks the register: one bounded HTTP exchange, whose JSON is read as something hostile.

`http.client` of the standard library: no redirect is followed, no proxy guessed, and nothing is to be installed.
"""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from negoce.integrations.bounds import deadline, wait_seconds
from negoce.integrations.register.types import RegisterAway, RegisterRecord, RegisterRefused

LARGEST_ANSWER = 2_000_000
MOST_RESULTS = 10
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST_TEXT = 200
# What stands in the place of what a company asked not to show.
_HIDDEN = frozenset({"[NON-DIFFUSIBLE]", "[ND]", "NON-DIFFUSIBLE"})


class RegisterClient:
    """Asks the register at a base address, such as `https://recherche-entreprises.api.gouv.fr`."""

    def __init__(self, address: str, *, timeout: float = 8.0, most_seconds: float = 20.0) -> None:
        self._address, self._timeout, self._most_seconds = address.rstrip("/"), timeout, most_seconds

    def search(self, query: str) -> Sequence[RegisterRecord]:
        """The companies that answer a SIREN, a SIRET or a name, the best first, at most ten.

        Raises RegisterAway for what may pass, RegisterRefused for the rest.
        """
        asked = urlencode({"q": query[:_LONGEST_TEXT], "page": 1, "per_page": MOST_RESULTS})
        told = self._ask(f"{self._address}/search?{asked}")
        results = told.get("results")
        if not isinstance(results, list):
            raise RegisterAway("the register answered JSON of an unknown shape")
        found = [_record(each) for each in results[:MOST_RESULTS] if isinstance(each, dict)]
        return [each for each in found if each.siren]

    def _ask(self, url: str) -> dict[str, Any]:
        parts = urlsplit(url)
        host = parts.hostname or ""
        secure = parts.scheme == "https"
        if not host or not (secure or (parts.scheme == "http" and host in _LOOPBACK)):
            raise RegisterRefused("the address of the register must begin with https")
        try:
            connection = (
                http.client.HTTPSConnection(
                    host, parts.port, timeout=self._timeout, context=ssl.create_default_context()
                )
                if secure
                else http.client.HTTPConnection(host, parts.port, timeout=self._timeout)
            )
        except ValueError as problem:
            raise RegisterRefused("the address of the register has no valid port") from problem
        try:
            with deadline(connection, self._most_seconds):
                connection.request(
                    "GET",
                    f"{parts.path}?{parts.query}",
                    headers={"Accept": "application/json", "User-Agent": "negoce"},
                )
                response = connection.getresponse()
                content = response.read(LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException) as problem:
            raise RegisterAway(f"{host} does not answer: {type(problem).__name__}") from problem
        finally:
            connection.close()
        if len(content) > LARGEST_ANSWER:
            raise RegisterRefused(f"{host} answered more than {LARGEST_ANSWER // 1_000_000} MB")
        if response.status in _AGAIN:
            raise RegisterAway(
                f"{host} answered {response.status}", wait_seconds(response.getheader("Retry-After"), 5.0)
            )
        if not 200 <= response.status < 300:
            raise RegisterRefused(f"{host} answered {response.status}")
        return _json(content, host)


def _json(content: bytes, host: str) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise RegisterAway(f"{host} answered something that is not JSON") from problem
    if not isinstance(told, dict):
        raise RegisterAway(f"{host} answered JSON of an unknown shape")
    return told


def _record(told: dict[str, Any]) -> RegisterRecord:
    seat = told.get("siege")
    seat = seat if isinstance(seat, dict) else {}
    signs = seat.get("liste_enseignes")
    sign = signs[0] if isinstance(signs, list) and signs else seat.get("nom_commercial")
    values = [told.get("nom_raison_sociale") or told.get("nom_complet"), seat.get("libelle_commune")]
    hidden = str(told.get("statut_diffusion") or seat.get("statut_diffusion_etablissement") or "O") in (
        "P",
        "N",
    )
    return RegisterRecord(
        siren=_digits(told.get("siren"), 9),
        siret=_digits(seat.get("siret"), 14),
        name=_text(values[0]),
        trade_name=_text(sign),
        legal_form=_digits(told.get("nature_juridique"), 4),
        activity_code=_text(told.get("activite_principale")),
        headcount_band=_text(told.get("tranche_effectif_salarie"))[:2],
        establishments_count=_count(told.get("nombre_etablissements_ouverts")),
        postal_code=_digits(seat.get("code_postal"), 5),
        city=_text(values[1]),
        is_closed=told.get("etat_administratif") in ("C", "F"),
        is_hidden=hidden or any(str(each).strip() in _HIDDEN for each in values),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or value.strip() in _HIDDEN:
        return ""
    printable = "".join(char for char in value if char.isprintable())
    return " ".join(printable.split())[:_LONGEST_TEXT]


def _digits(value: object, length: int) -> str:
    text = _text(value)
    return text if text.isascii() and text.isdigit() and len(text) == length else ""


def _count(value: object) -> int | None:
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000_000 else None
    )
