"""The pages that describe the API: for people at /api/v1/, for programs at /api/v1/openapi.json. Open to all:
they tell the shape of the file, nothing that is in it.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation

from negoce.api.problems import KINDS
from negoce.api.root import ROOT


def reference_page(request: HttpRequest) -> HttpResponse | None:
    """The page asked for, None when the address is not one of theirs."""
    path = request.path_info
    if request.method not in ("GET", "HEAD"):
        return None
    if path in ("/api", "/api/", ROOT.rstrip("/")):
        return redirect(ROOT)
    if path == f"{ROOT}openapi.json":
        return HttpResponse(_written(_described()), content_type="application/json")
    if path == ROOT:
        return HttpResponse(render_to_string("api/reference.html", _context(request)))
    return None


def _described() -> dict[str, Any]:
    # Loaded here: whoever only writes companies does not need the description.
    from negoce.api.openapi import description

    return description(translation.get_language() or "fr")


def _written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _context(request: HttpRequest) -> dict[str, Any]:
    document = _described()
    operations = [
        _operation(method.upper(), path, said)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    ]
    groups = [
        {"name": name, "operations": list(found)}
        for name, found in groupby(operations, key=lambda operation: operation["group"])
    ]
    return {
        "groups": groups,
        "info": document["info"],
        "root": ROOT,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "document_url": f"{ROOT}openapi.json",
        "refusals": [
            {"status": status, "kind": kind, "title": str(title)} for kind, (status, title) in KINDS.items()
        ],
    }


def _operation(method: str, path: str, said: dict[str, Any]) -> dict[str, Any]:
    content = said.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()))["schema"] if content else {}
    needed = schema.get("required", [])
    return {
        "group": said["tags"][0],
        "name": said["operationId"],
        "method": method,
        "path": path,
        "summary": said["summary"],
        "scope": said["description"],
        "parameters": said["parameters"],
        "takes": [
            {
                "name": name,
                "needed": name in needed,
                "type": _type(shape),
                "words": shape.get("description", ""),
            }
            for name, shape in schema.get("properties", {}).items()
        ],
        "statuses": list(said["responses"]),
    }


def _type(shape: dict[str, Any]) -> str:
    found = shape.get("type", "")
    kinds = [each for each in found if each != "null"] if isinstance(found, list) else [found]
    return " | ".join(kinds)
