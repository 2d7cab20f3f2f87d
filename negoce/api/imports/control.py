"""What a program asks of an import: begin, wait, go on, end where it is, take it all back, settle one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.imports.shown import import_data, import_schema, load_import
from negoce.api.problems import Problem, invalid
from negoce.companies.actions.imports.control import cancel_import, pause_import, resume_import
from negoce.companies.actions.imports.mend import answer_question, drop_row, mend_row
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.enums import ImportAnswer
from negoce.companies.models import ImportRun
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.words.import_findings import say_row
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S

DROP = "drop"
MOST_CELLS, LONGEST_CELL = 1_000, 10_000


def _asking(act: Callable[[Actor, ImportRun], ImportRun]) -> Callable[[Call], Answer]:
    def ask(call: Call) -> Answer:
        run = load_import(call)
        if call.body:
            raise invalid(next(iter(call.body))[:60], _now("Cette demande ne prend pas de valeurs."))
        act(call.actor, run)
        return Answer(import_data(load_import(call)), status=202)

    return ask


def _settle(call: Call) -> Answer:
    run = load_import(call)
    number, cells, answer = _asked(call.body)
    if answer == DROP:
        drop_row(call.actor, run, row_number=number)
        return Answer({"row": number, "result": Result.SKIPPED.value})
    if answer:
        outcome = answer_question(call.actor, run, row_number=number, answer=ImportAnswer(answer))
    else:
        outcome = mend_row(call.actor, run, row_number=number, cells=cells)
    if outcome.result is Result.REFUSED:
        raise _still_refused(outcome)
    return Answer({"row": number, "result": outcome.result.value})


def _asked(body: Mapping[str, Any]) -> tuple[int, Mapping[int, str], str]:
    """Which row, with which cells or which answer. Raises Problem."""
    unknown = next((name for name in body if name not in ("row", "cells", "answer")), None)
    if unknown is not None:
        raise invalid(unknown[:60], _now("Ce champ n’existe pas, ou ne s’écrit pas."))
    number, cells, answer = body.get("row"), body.get("cells"), body.get("answer")
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number < 2**31:
        raise invalid("row", _now("Un nombre est attendu."))
    if answer is not None:
        if answer not in (DROP, *ImportAnswer) or cells is not None:
            raise invalid("answer", _now("« create », « update », « fill », « skip » ou « drop »."))
        return number, {}, str(answer)
    if (
        not isinstance(cells, dict)
        or not 0 < len(cells) <= MOST_CELLS
        or not all(map(_is_cell, cells.items()))
    ):
        raise invalid("cells", _now('Un objet { "position de la colonne": "texte" } est attendu.'))
    return number, {int(at): text for at, text in cells.items()}, ""


def _is_cell(cell: tuple[str, object]) -> bool:
    at, text = cell
    return (
        at.isascii() and at.isdigit() and len(at) < 6 and isinstance(text, str) and len(text) <= LONGEST_CELL
    )


def _still_refused(outcome: RowOutcome) -> Problem:
    errors: dict[str, list[str]] = {}
    for each in outcome.findings:
        errors.setdefault(each.field or "row", []).append(say_row(each.finding.code, each.finding.figures))
    detail = next(iter(errors.values()))[0] if errors else _now("Cette ligne reste refusée.")
    return Problem("invalid", detail, errors=errors)


def _nothing() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False}


def _row_body() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["row"],
        "properties": {
            "row": {"type": "integer", "minimum": 1, "description": "its number in the report"},
            "cells": {
                "type": "object",
                "additionalProperties": {"type": "string", "maxLength": LONGEST_CELL},
                "description": "{column position: text} of a refused row, read again",
            },
            "answer": {"type": "string", "enum": [*(each.value for each in ImportAnswer), DROP]},
        },
        "additionalProperties": False,
    }


def _row_answer() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["row", "result"],
        "properties": {"row": {"type": "integer"}, "result": {"type": "string"}},
    }


def _control(name: str, summary: Any, act: Callable[[Actor, ImportRun], ImportRun]) -> Endpoint:
    return Endpoint(
        "POST", f"imports/{{id}}/{name}", f"{name}_import", summary, S.IMPORTS_WRITE, _asking(act),
        body=_nothing, answer=import_schema, status=202, group=_("Imports"),
    )  # fmt: skip


CONTROLS = (
    _control("start", _("Commencer ; suivez ensuite l’état"), start_import),
    _control("pause", _("Mettre en pause ; ce qui est importé reste"), pause_import),
    _control("resume", _("Reprendre après une pause, ou un import dont le travail s’est perdu"), resume_import),
    _control("cancel", _("Arrêter là ; ce qui est importé reste, et peut s’annuler"), cancel_import),
    _control("undo", _("Annuler tout l’import, mises à jour comprises"), undo_import),
    Endpoint(
        "POST", "imports/{id}/rows", "settle_import_row",
        _("Corriger une ligne refusée, répondre pour une ligne en attente, ou la laisser de côté"),
        S.IMPORTS_WRITE, _settle, body=_row_body, answer=_row_answer, group=_("Imports"),
    ),
)  # fmt: skip
