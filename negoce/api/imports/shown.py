"""An import as programs see it: how the file is read, how far it is, what came of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from negoce.api.endpoints import Call
from negoce.api.records.one import load
from negoce.api.records.schemas import ID
from negoce.api.records.values import plain
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.queries.imports.source import mapping_of
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Permission
from negoce.identity.permissions import require

COUNTS = ("created", "updated", "unchanged", "skipped", "refused", "incomplete", "asked", "undone", "kept")
_TEXT = {"type": "string"}


def own_imports(call: Call) -> QuerySet[ImportRun]:
    """The imports that the person sees; raises NotAllowed without the right to import."""
    require(call.actor, Permission.IMPORT)
    return visible_imports(call.actor)


def load_import(call: Call) -> ImportRun:
    """The import that the address names."""
    return load(own_imports(call), call.public_id)


def import_data(run: ImportRun) -> dict[str, Any]:
    """The whole of an import; `columns` say where each column of the file goes."""
    mapping = mapping_of(run)
    return {
        "id": run.public_id,
        "file": run.file.name,
        "target": run.target,
        "state": run.state,
        "dry_run": run.dry_run,
        "layout": {
            "sheet": run.sheet,
            "encoding": run.encoding,
            "separator": run.separator,
            "header_row": run.header_row,
        },
        "columns": [
            {"position": at, "name": name, "field": mapping.get(at, "")}
            for at, name in enumerate(run.columns)
        ],
        "fields": [field.key for field in import_target(run.target).fields],
        "options": {
            "duplicates": run.duplicates,
            "relation": run.relation,
            "origin_channel": run.origin_channel,
        },
        "rows": {"total": run.total_rows, "done": run.done_rows},
        "job": _job(run),
        "counts": {name: getattr(run, f"{name}_count") for name in COUNTS},
        "created_at": plain(run.created_at),
        "started_at": plain(run.started_at),
        "finished_at": plain(run.finished_at),
    }


def _job(run: ImportRun) -> dict[str, Any] | None:
    """How far the work under way is: rows of an import, records of an undo."""
    job = run.job
    return None if job is None else {"state": job.state, "done": job.done_units, "total": job.total_units}


def issue_data(issue: ImportRowIssue) -> dict[str, Any]:
    """What is to be said of one value of one row."""
    return {
        "row": issue.row_number,
        "severity": issue.severity,
        "field": issue.field,
        "column": issue.column,
        "value": issue.value,
        "code": issue.code,
        "message": say_issue(issue),
    }


def import_schema() -> dict[str, Any]:
    """The shape of an import."""
    column = {
        "type": "object",
        "properties": {"position": {"type": "integer"}, "name": _TEXT, "field": _TEXT},
    }
    return {
        "type": "object",
        "required": ["id", "state", "target"],
        "properties": {
            "id": ID,
            **dict.fromkeys(("file", "target", "state"), _TEXT),
            "dry_run": {"type": "boolean"},
            "layout": {"type": "object"},
            "columns": {"type": "array", "items": column},
            "fields": {"type": "array", "items": _TEXT, "description": "what columns may be mapped to"},
            "options": {"type": "object"},
            "rows": {"type": "object"},
            "job": {"type": ["object", "null"], "description": "the work under way, or the last one"},
            "counts": {"type": "object", "properties": {key: {"type": "integer"} for key in COUNTS}},
            **{
                key: {"type": ["string", "null"], "format": "date-time"}
                for key in ("created_at", "started_at", "finished_at")
            },
        },
    }


def issue_schema() -> dict[str, Any]:
    """The shape of a line of the report."""
    return {
        "type": "object",
        "properties": {
            "row": {"type": "integer"},
            **dict.fromkeys(("severity", "field", "column", "value", "code", "message"), _TEXT),
        },
    }
