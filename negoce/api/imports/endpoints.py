"""Imports: send a file, say how it is read, follow, read the report; what starts and stops them is in control.py."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.cursors import read_cursor, write_cursor
from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.imports.control import CONTROLS
from negoce.api.imports.shown import (
    import_data,
    import_schema,
    issue_data,
    issue_schema,
    load_import,
    own_imports,
)
from negoce.api.problems import Problem, invalid
from negoce.api.records.schemas import page_schema
from negoce.api.root import ROOT
from negoce.api.uploads import form_values, uploaded_file
from negoce.companies.actions.imports.create import create_import
from negoce.companies.actions.imports.layout import (
    LayoutChange,
    change_layout,
    change_mapping,
    change_options,
)
from negoce.companies.enums import DuplicateMode, OriginChannel, Relation
from negoce.companies.queries.imports.runs import issues_of
from negoce.companies.queries.imports.targets import import_targets
from negoce.identity.enums import Permission
from negoce.identity.rules.token_scopes import TokenScope as S

PAGE = 100
_TEXTS = ("target", "encoding", "separator", "duplicates", "relation", "origin_channel", "owner")
_WHOLES = ("sheet", "header_row")
_CURSOR = (Parameter("cursor", _("Suite d’une page : suivez « next » plutôt que de l’écrire.")),)


def _list(call: Call) -> Answer:
    rows = own_imports(call)
    start = _start(call, "imports")
    if start:
        rows = rows.filter(pk__lt=start)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    following = _next(call, "imports", found[PAGE - 1].pk) if len(found) > PAGE else None
    return Answer({"items": [import_data(run) for run in found[:PAGE]], "next": following})


def _create(call: Call) -> Answer:
    file = uploaded_file(call.request)
    given = form_values(call.request)
    target = given.get("target", "")
    if target and target not in {each.key for each in import_targets()}:
        raise invalid("target", _now("Ce type de fiche ne s’importe pas."))
    dry = given.get("dry_run", "").lower() in ("1", "true")
    run = create_import(call.actor, name=file.name or "", pieces=file.chunks(), target=target, dry_run=dry)
    return Answer(import_data(run), status=201, headers={"Location": f"{ROOT}imports/{run.public_id}"})


def _show(call: Call) -> Answer:
    return Answer(import_data(load_import(call)))


def _change(call: Call) -> Answer:
    run = load_import(call)
    body = call.body
    mapping = body.get("mapping")
    errors = _faults(body)
    if errors:
        raise Problem("invalid", next(iter(errors.values()))[0], errors=errors)
    layout = {
        name: body[name]
        for name in ("target", "sheet", "encoding", "separator", "header_row")
        if name in body
    }
    if layout:
        change_layout(call.actor, run, change=LayoutChange(**layout))
    if isinstance(mapping, dict):
        change_mapping(call.actor, run, mapping={int(at): field for at, field in mapping.items()})
    options = {
        name: body[name] for name in ("duplicates", "relation", "origin_channel", "owner") if name in body
    }
    if options:
        change_options(call.actor, run, options=options)
    return Answer(import_data(load_import(call)))


def _report(call: Call) -> Answer:
    run = load_import(call)
    rows = issues_of(run)
    tie = f"imports/{run.public_id}/report"
    start = _start(call, tie)
    found = list(rows.order_by("pk").filter(pk__gt=start)[: PAGE + 1])
    following = _next(call, tie, found[PAGE - 1].pk) if len(found) > PAGE else None
    return Answer({"items": [issue_data(issue) for issue in found[:PAGE]], "next": following})


def _start(call: Call, tie: str) -> int:
    given = call.query.get("cursor", "")
    return int(read_cursor(given, tie)) if given else 0


def _next(call: Call, tie: str, key: int) -> str:
    return f"{ROOT}{tie}?cursor={write_cursor(str(key), tie)}"


def _faults(body: Any) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for name, value in body.items():
        if name == "mapping":
            if not isinstance(value, dict) or not all(_is_place(at, field) for at, field in value.items()):
                errors[name] = [_now('Un objet { "position de la colonne": "champ" } est attendu.')]
        elif name in _TEXTS:
            if not isinstance(value, str) or len(value) > 60:
                errors[name] = [_now("Un texte est attendu.")]
        elif name in _WHOLES:
            if isinstance(value, bool) or not isinstance(value, int) or not -1 <= value < 10_000:
                errors[name] = [_now("Un nombre est attendu.")]
        else:
            errors[name[:60]] = [_now("Ce champ n’existe pas, ou ne s’écrit pas.")]
    return errors


def _is_place(at: str, field: object) -> bool:
    return at.isascii() and at.isdigit() and len(at) < 6 and isinstance(field, str)


def _body() -> dict[str, Any]:
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "target": {"type": "string", "enum": [each.key for each in import_targets()]},
        **dict.fromkeys(("encoding", "separator", "owner"), text),
        **{key: {"type": "integer", "minimum": -1} for key in _WHOLES},
        "mapping": {
            "type": "object",
            "additionalProperties": text,
            "description": "{column position: field}",
        },
    }
    for name, enum in (
        ("duplicates", DuplicateMode),
        ("relation", Relation),
        ("origin_channel", OriginChannel),
    ):
        properties[name] = {"type": "string", "enum": [member.value for member in enum]}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _form() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "target": {"type": "string", "enum": ["", *(each.key for each in import_targets())]},
            "dry_run": {"type": "string", "enum": ["0", "1"]},
        },
    }


_G = _("Imports")
ENDPOINTS = (
    Endpoint(
        "GET", "imports", "list_imports", _("Les imports, du plus récent au plus ancien"), S.IMPORTS_READ, _list,
        query=_CURSOR, answer=lambda: page_schema(import_schema()), group=_G,
    ),
    Endpoint(
        "POST", "imports", "create_import", _("Envoyer un fichier ; rien n’entre encore"), S.IMPORTS_WRITE,
        _create, body=_form, answer=import_schema, status=201, upload=True, long=True,
        permission=Permission.IMPORT, group=_G,
    ),
    Endpoint(
        "GET", "imports/{id}", "get_import", _("Où en est un import, et comment le fichier est lu"),
        S.IMPORTS_READ, _show, answer=import_schema, group=_G,
    ),
    Endpoint(
        "PATCH", "imports/{id}", "change_import", _("Dire comment lire le fichier, colonne par colonne"),
        S.IMPORTS_WRITE, _change, body=_body, answer=import_schema, long=True, group=_G,
    ),
    *CONTROLS,
    Endpoint(
        "GET", "imports/{id}/report", "report_import", _("Les lignes refusées ou incomplètes, et pourquoi"),
        S.IMPORTS_READ, _report, query=_CURSOR, answer=lambda: page_schema(issue_schema()), group=_G,
    ),
)  # fmt: skip
