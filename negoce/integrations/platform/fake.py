"""A platform on this machine, for tests and demonstrations: it speaks the norm (XP Z12-013) and keeps all in memory.

`judge` says which rules a file breaks; `announce` gives the life-cycle messages that follow an accepted one. Both are
given by the caller: this room knows nothing of invoices.
"""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from negoce.integrations.platform.types import Remark

LARGEST = 30_000_000
Judge = Callable[[bytes], tuple[Remark, ...]]
Announce = Callable[[bytes, str], tuple[bytes, ...]]


@dataclass(slots=True)
class Store:
    """All that the fake knows; `refuse_next` answers the next calls with these statuses (429, 503…)."""

    token: str
    judge: Judge
    announce: Announce
    directory: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    flows: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    refuse_next: list[int] = field(default_factory=list)
    # Takes the file, then says nothing: the line broke.
    drop_next: int = 0
    calls: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    _last: datetime = field(default_factory=lambda: datetime.now(UTC))

    def submit(self, info: dict[str, Any], content: bytes) -> dict[str, Any]:
        """Take a file: checked at once, and what follows it announced."""
        key = str(info.get("trackingId") or "")
        known = next((flow for flow in self.flows.values() if key and flow["trackingId"] == key), None)
        if known is not None:
            return known
        is_message = info.get("flowSyntax") == "CDAR"
        remarks = list(self.judge(content))
        if info.get("sha256") not in (None, hashlib.sha256(content).hexdigest()):
            remarks.append(Remark("ChecksumMismatch", "the fingerprint is not that of the file"))
        refused = any(not each.is_warning for each in remarks)
        kind = "CustomerInvoiceLC" if is_message else "CustomerInvoice"
        flow = self._add(info, content, kind, "Out", "Error" if refused else "Ok", remarks)
        if not refused and not is_message:
            for message in self.announce(content, key):
                told = {"trackingId": "", "name": "statut.xml", "flowSyntax": "CDAR"}
                self._add(told, message, "CustomerInvoiceLC", "In", "Ok", [])
        return flow

    def send(self, message: bytes) -> None:
        """Announce a life-cycle message, as if the buyer had spoken."""
        told = {"trackingId": "", "name": "statut.xml", "flowSyntax": "CDAR"}
        with self.lock:
            self._add(told, message, "CustomerInvoiceLC", "In", "Ok", [])

    def search(self, where: dict[str, Any], limit: int) -> list[dict[str, Any]]:
        """Return the flows that match, the oldest change first."""
        after = str(where.get("updatedAfter") or "").replace("Z", "+00:00")
        kinds = where.get("flowType")
        found = [
            flow
            for flow in self.flows.values()
            if (not kinds or flow["flowType"] in kinds)
            and (not where.get("trackingId") or flow["trackingId"] == where["trackingId"])
            and (not after or datetime.fromisoformat(flow["updatedAt"]) > datetime.fromisoformat(after))
        ]
        return sorted(found, key=lambda flow: str(flow["updatedAt"]))[:limit]

    def _add(
        self, info: dict[str, Any], content: bytes, kind: str, way: str, check: str, remarks: list[Remark]
    ) -> dict[str, Any]:
        # Two changes never bear the same moment: pages are read by it.
        self._last = max(datetime.now(UTC), self._last + timedelta(milliseconds=1))
        identifier = f"flow-{len(self.flows) + 1}"
        details = [
            {
                "level": "Warning" if each.is_warning else "Error",
                "item": each.item or "-",
                "reasonCode": each.code,
                "reasonMessage": each.text,
            }
            for each in remarks
        ]
        flow = {
            "flowId": identifier,
            "trackingId": str(info.get("trackingId") or ""),
            "name": str(info.get("name") or ""),
            "flowSyntax": info.get("flowSyntax"),
            "processingRule": info.get("processingRule", "B2B"),
            "processingRuleSource": "Input",
            "submittedAt": self._last.isoformat(),
            "updatedAt": self._last.isoformat(),
            "flowType": kind,
            "flowDirection": way,
            "acknowledgement": {"status": check, **({"details": details} if details else {})},
        }
        self.flows[identifier], self.contents[identifier] = flow, content
        return flow


class FakePlatform:
    """The server; `url` is its address. Use it as a context, or `start` and `stop`."""

    def __init__(self, store: Store, port: int = 0) -> None:
        self.store = store
        handler = type("Handler", (_Handler,), {"store": store})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Serve from a thread."""
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def serve(self) -> None:
        """Serve until interrupted."""
        self._server.serve_forever()

    def stop(self) -> None:
        """End the server and free its port."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> FakePlatform:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Handler(BaseHTTPRequestHandler):
    store: Store
    timeout = 10

    def do_POST(self) -> None:
        body = self._body()
        if body is None or not self._may_pass():
            return
        if self.path == "/v1/flows":
            self._submit(body)
        elif self.path == "/v1/flows/search":
            asked = json.loads(body)
            with self.store.lock:
                found = self.store.search(asked["where"], int(asked.get("limit", 25)))
            self._answer(HTTPStatus.OK, {"results": found})
        elif self.path == "/v1/directory-line/search":
            siren = json.loads(body)["filters"]["siren"]["value"]
            lines = self.store.directory.get(siren)
            self._answer(
                HTTPStatus.OK if lines else HTTPStatus.NO_CONTENT, {"results": lines} if lines else None
            )
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "MISSING_RESOURCE")

    def do_GET(self) -> None:
        found = re.fullmatch(r"/v1/flows/([\w-]+)\?docType=Original", self.path)
        if not self._may_pass():
            return
        content = self.store.contents.get(found.group(1)) if found else None
        if content is None:
            self._refuse(HTTPStatus.NOT_FOUND, "MISSING_RESOURCE")
            return
        self._write(HTTPStatus.OK, content, "application/octet-stream")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _submit(self, body: bytes) -> None:
        parts = _parts(self.headers.get("Content-Type", ""), body)
        if parts is None:
            self._refuse(HTTPStatus.BAD_REQUEST, "MISSING_REQUIRED_FIELD")
            return
        with self.store.lock:
            flow = self.store.submit(*parts)
            if self.store.drop_next:
                self.store.drop_next -= 1
                self.close_connection = True
                self.connection.close()
                return
        self._answer(HTTPStatus.ACCEPTED, flow)

    def _may_pass(self) -> bool:
        self.store.calls.append(f"{self.command} {self.path}")
        if self.store.refuse_next:
            status = self.store.refuse_next.pop(0)
            self._answer(HTTPStatus(status), {"errorCode": "TOO_MANY_REQUESTS"}, {"Retry-After": "7"})
            return False
        if self.headers.get("Authorization") != f"Bearer {self.store.token}":
            self._refuse(HTTPStatus.UNAUTHORIZED, "MISSING_TOKEN")
            return False
        return True

    def _body(self) -> bytes | None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "FILE_SIZE_EXCEEDED")
            return None
        return self.rfile.read(size)

    def _refuse(self, status: HTTPStatus, code: str) -> None:
        self._answer(status, {"errorCode": code})

    def _answer(self, status: HTTPStatus, told: object, headers: dict[str, str] | None = None) -> None:
        self._write(status, b"" if told is None else json.dumps(told).encode(), "application/json", headers)

    def _write(
        self, status: HTTPStatus, body: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _parts(kind: str, body: bytes) -> tuple[dict[str, Any], bytes] | None:
    """Return the description and the file of a form in several parts."""
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = parser.parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found: dict[str, bytes] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content
    if not {"flowInfo", "file"} <= set(found):
        return None
    return json.loads(found["flowInfo"]), found["file"]
