"""A register of companies on this machine that speaks the public service's format, and fails when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


def unit(siren: str, name: str, **more: object) -> dict[str, Any]:
    """A result as the service writes one."""
    seat = {
        "siret": f"{siren}00017",
        "adresse": "12 RUE DES LILAS 35000 RENNES",
        "code_postal": "35000",
        "libelle_commune": "RENNES",
        "etat_administratif": "A",
        "activite_principale": "62.01Z",
        "liste_enseignes": None,
        "nom_commercial": None,
        **dict(more.pop("siege", {})),  # type: ignore[call-overload]
    }
    return {
        "siren": siren,
        "nom_complet": name,
        "nom_raison_sociale": name,
        "nombre_etablissements": 3,
        "nombre_etablissements_ouverts": 2,
        "activite_principale": "62.01Z",
        "etat_administratif": "A",
        "nature_juridique": "5710",
        "tranche_effectif_salarie": "12",
        "statut_diffusion": "O",
        "siege": seat,
        **more,
    }


@dataclass
class RegisterServer:
    """What it answers, by question; `script` holds failures that come first: (status, headers, body)."""

    address: str = ""
    units: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    script: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    delay: float = 0.0
    # Seconds between two bytes of an answer.
    drip: float = 0.0
    released: threading.Event = field(default_factory=threading.Event)

    def reply(self, query: str) -> tuple[int, dict[str, str], bytes]:
        """The answer to a question."""
        self.asked.append(query)
        if self.delay:
            self.released.wait(self.delay)
        if self.script:
            return self.script.pop(0)
        found = self.units.get(query, [])
        told = {"results": found, "total_results": len(found), "page": 1, "per_page": 10, "total_pages": 1}
        return 200, {}, json.dumps(told).encode()


@contextmanager
def register_server() -> Iterator[RegisterServer]:
    """A server on a free port of this machine, stopped at the end."""
    state = RegisterServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
            status, headers, body = state.reply(query)
            cut = headers.pop("X-Cut", "")
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) + (1_000 if cut else 0)))
                self.end_headers()
                for part in [body[at : at + 1] for at in range(len(body))] if state.drip else [body]:
                    self.wfile.write(part)
                    state.released.wait(state.drip)
            except OSError:
                pass

        def log_message(self, *_arguments: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
