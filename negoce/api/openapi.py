"""The description of the API (OpenAPI 3.1), made of the endpoints themselves: it cannot say anything else."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from negoce.api.endpoints import Endpoint
from negoce.api.problems import TYPE
from negoce.api.registry import ENDPOINTS
from negoce.api.root import ROOT

VERSION = "1.1.0"
# What has no version of its own: imports, and deliveries, which their order holds.
_UNVERSIONED = ("imports", "deliveries")
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "messages"],
                "properties": {
                    "field": {"type": "string"},
                    "messages": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


@lru_cache(maxsize=4)
def description(language: str) -> dict[str, Any]:
    """The whole document in the language of the moment, which names the copy that is kept."""
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(f"{ROOT}{endpoint.path}", {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Négoce",
            "version": VERSION,
            "description": _(
                "Clients, ventes et factures pour vos programmes, avec les droits de la personne du jeton."
            ),
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": PROBLEM},
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": str(endpoint.summary),
        "description": _("Droit du jeton : %(scope)s") % {"scope": endpoint.scope.value},
        "tags": [str(endpoint.group)],
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint),
    }
    if endpoint.body is not None:
        kind = "multipart/form-data" if endpoint.upload else "application/json"
        said["requestBody"] = {"required": True, "content": {kind: {"schema": endpoint.body()}}}
    return said


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if "{id}" in endpoint.path:
        shape = {"type": "string", "pattern": "^[0-9a-z]{12}$"}
        found.append({"name": "id", "in": "path", "required": True, "schema": shape})
    found += [
        {"name": each.name, "in": "query", "description": str(each.words), "schema": dict(each.schema)}
        for each in endpoint.query
    ]
    if endpoint.writes:
        key = {"type": "string", "maxLength": 200}
        words = _("Une clé par écriture : répétée, elle n’écrit qu’une fois (24 heures).")
        found.append({"name": "Idempotency-Key", "in": "header", "description": words, "schema": key})
    if endpoint.writes and "{id}" in endpoint.path and not endpoint.path.startswith(_UNVERSIONED):
        words = _("L’ETag lu avant : la demande est refusée (412) si la fiche a changé.")
        found.append({"name": "If-Match", "in": "header", "description": words, "schema": {"type": "string"}})
    return found


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    done: dict[str, Any] = {"description": str(endpoint.summary)}
    if endpoint.answer is not None:
        done["content"] = {"application/json": {"schema": endpoint.answer()}}
    elif endpoint.status == 200:
        done["content"] = {endpoint.content: {"schema": {"type": "string"}}}
    problem = {"$ref": "#/components/schemas/Problem"}
    refused = {"description": _("Refus, avec sa raison"), "content": {TYPE: {"schema": problem}}}
    return {str(endpoint.status): done, "4XX": refused}
