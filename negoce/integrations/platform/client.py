"""A platform by the interface that every accredited platform owes (AFNOR XP Z12-013, flows and directory, 1.2)."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from negoce.integrations.platform.http import exchange
from negoce.integrations.platform.types import (
    Away,
    Check,
    Declined,
    DirectoryLine,
    News,
    Outgoing,
    Receipt,
    Remark,
    RestRoute,
)

PAGE = 100
_LIFE_CYCLES = ["CustomerInvoiceLC", "StateCustomerInvoiceLC"]
_INVOICES = ["CustomerInvoice"]
# A token is renewed before it ends, not after.
_MARGIN = 60.0


class RestPlatform:
    """One platform; keeps its token for as long as it lasts. Not for several threads at once."""

    def __init__(self, route: RestRoute) -> None:
        self._route = route
        self._token = route.token
        self._until = float("inf") if route.token else 0.0

    @property
    def name(self) -> str:
        """The host of the platform."""
        return self._route.flows.split("//", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1][:40]

    def submit(self, outgoing: Outgoing, *, again: bool = False) -> Receipt:
        """Hand a file over with our key as its tracking id; see `Platform.submit`."""
        if again:
            known = self._find(outgoing.key)
            if known is not None:
                return known
        boundary = secrets.token_hex(16)
        told = self._ask(
            "POST",
            f"{self._route.flows}/v1/flows",
            _multipart(outgoing, boundary),
            f"multipart/form-data; boundary={boundary}",
            {"Idempotency-Key": outgoing.key},
        )
        return _receipt(told)

    def news(self, after: datetime | None) -> tuple[News, ...]:
        """Return the checks of our invoices and the life-cycle messages, the oldest first; see `Platform.news`."""
        where: dict[str, Any] = {"flowType": [*_INVOICES, *_LIFE_CYCLES]}
        where["updatedAfter"] = _written(after or datetime(2020, 1, 1, tzinfo=UTC))
        told = self._search(where)
        found = [self._news(each) for each in told if isinstance(each, dict)]
        return tuple(sorted(found, key=lambda each: each.updated_at))

    def settle(self, news: News) -> None:
        """Nothing to tell: a platform keeps its news."""

    def look_up(self, siren: str) -> tuple[DirectoryLine, ...]:
        """Return the directory lines of a firm; see `Platform.look_up`."""
        if not self._route.directory:
            raise Declined("no address is set for the directory of the platform")
        body = {"filters": {"siren": {"op": "strict", "value": siren}}, "limit": 50}
        told = self._ask("POST", f"{self._route.directory}/v1/directory-line/search", _json(body))
        lines = told.get("results") or []
        return tuple(_line(each) for each in lines if isinstance(each, dict))

    def _find(self, key: str) -> Receipt | None:
        for each in self._search({"trackingId": key}):
            if isinstance(each, dict) and each.get("trackingId") == key:
                return _receipt(each)
        return None

    def _search(self, where: dict[str, Any]) -> list[Any]:
        body = _json({"limit": PAGE, "where": where})
        results = self._ask("POST", f"{self._route.flows}/v1/flows/search", body).get("results")
        return results if isinstance(results, list) else []

    def _news(self, told: dict[str, Any]) -> News:
        identifier, kind = _identifier(told), str(told.get("flowType"))
        # Of the messages that we sent ourselves, only the check is news.
        is_theirs = kind in _LIFE_CYCLES and told.get("flowDirection") != "Out"
        content = self._download(identifier) if is_theirs else b""
        answer = told.get("acknowledgement")
        answer = answer if isinstance(answer, dict) else {}
        state = str(answer.get("status"))
        check = Check(state) if not content and state in {each.value for each in Check} else None
        # The check of a file may change: each state is a news of its own.
        return News(
            identifier=f"{identifier}:{check.value}" if check else identifier,
            updated_at=_moment(told.get("updatedAt")),
            key=str(told.get("trackingId") or "")[:120],
            check=check,
            remarks=_remarks(answer.get("details")),
            content=content,
        )

    def _download(self, identifier: str) -> bytes:
        url = f"{self._route.flows}/v1/flows/{quote(identifier, safe='')}?docType=Original"
        return exchange("GET", url, headers=self._headers(), timeout=self._route.timeout).body

    def _ask(
        self,
        method: str,
        url: str,
        body: bytes,
        kind: str = "application/json",
        more: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        headers = {**self._headers(), "Content-Type": kind, "Accept": "application/json", **(more or {})}
        return exchange(method, url, headers=headers, body=body, timeout=self._route.timeout).json()

    def _headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self._current_token()}", "User-Agent": "negoce"}
        if self._route.organization:
            headers["Organization-Id"] = self._route.organization
        return headers

    def _current_token(self) -> str:
        if time.monotonic() < self._until:
            return self._token
        route = self._route
        if not route.token_url:
            raise Declined("no token, and no address to ask for one")
        asked = urlencode(
            {"grant_type": "client_credentials", "client_id": route.client, "client_secret": route.secret}
        )
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        told = exchange(
            "POST", route.token_url, headers=kind, body=asked.encode(), timeout=route.timeout
        ).json()
        token = told.get("access_token")
        if not isinstance(token, str) or not token:
            raise Away("the platform gave no token")
        lasts = told.get("expires_in")
        self._token = token
        self._until = time.monotonic() + max(
            float(lasts if isinstance(lasts, int | float) else 300) - _MARGIN, 30
        )
        return token


def _multipart(outgoing: Outgoing, boundary: str) -> bytes:
    info = {
        "trackingId": outgoing.key,
        "name": outgoing.name,
        "processingRule": outgoing.processing,
        "flowSyntax": outgoing.syntax.value,
        "sha256": hashlib.sha256(outgoing.content).hexdigest(),
    }
    name = quote(outgoing.name, safe=".-_")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="flowInfo"\r\nContent-Type: application/json\r\n\r\n'
        f"{json.dumps(info, ensure_ascii=False)}\r\n"
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {outgoing.media_type}\r\n\r\n"
    )
    return head.encode() + outgoing.content + f"\r\n--{boundary}--\r\n".encode()


def _receipt(told: dict[str, Any]) -> Receipt:
    return Receipt(_identifier(told), _moment(told.get("submittedAt")))


def _identifier(told: dict[str, Any]) -> str:
    identifier = told.get("flowId")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= 100:
        raise Away("the platform gave no identifier")
    return identifier


def _remarks(details: Any) -> tuple[Remark, ...]:
    known = details if isinstance(details, list) else []
    return tuple(
        Remark(
            str(each.get("reasonCode") or "")[:60],
            str(each.get("reasonMessage") or "")[:500],
            str(each.get("item") or "")[:200],
            each.get("level") == "Warning",
        )
        for each in known[:50]
        if isinstance(each, dict)
    )


def _line(told: dict[str, Any]) -> DirectoryLine:
    def text(name: str) -> str:
        return str(told.get(name) or "")[:125]

    return DirectoryLine(
        address=text("addressingIdentifier"),
        siren=text("siren"),
        siret=text("siret"),
        routing=text("routingIdentifier"),
        is_active=text("directoryLineStatus").lower() not in ("inactive", "upcoming"),
    )


def _moment(told: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError as problem:
        raise Away("the platform gave a date that cannot be read") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _json(what: object) -> bytes:
    return json.dumps(what).encode()
