"""Brings in one row of an import by hand: mended, answered for, or given up (F10).

The same reading, rules and images as the import itself: an undo takes it back with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.chosen import chosen_record, onto
from negoce.companies.actions.imports.create import signature_of
from negoce.companies.actions.imports.pace import write_alone
from negoce.companies.actions.imports.reading import read_table_rows
from negoce.companies.actions.imports.run import is_incomplete, store_issues
from negoce.companies.actions.imports.start import require_import_rights
from negoce.companies.enums import ImportAnswer, ImportState
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.gone import gone_questions
from negoce.companies.queries.imports.runs import visible_imports
from negoce.companies.queries.imports.source import prepared_path, rows_by_number
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.words.import_findings import say_row
from negoce.files.reading.rows import TableRow
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

LONGEST_CELL = 10_000


def row_to_mend(actor: Actor, run: ImportRun, row_number: int) -> TableRow:
    """The cells of a row as the file has them. Raises NotAllowed, and Refused when the file is gone."""
    require_run(actor, run)
    if not prepared_path(run).exists():
        raise Refused(_("Le fichier de cet import n’est plus gardé : importez de nouveau ces lignes."))
    row = next(iter(rows_by_number(run, frozenset([row_number]))), None)
    if row is None:
        raise Refused(_("Cette ligne n’est pas dans le fichier."))
    return row


def mend_row(actor: Actor, run: ImportRun, *, row_number: int, cells: Mapping[int, str]) -> RowOutcome:
    """Bring in a refused row with these cells changed, by column position; returns how it ended.

    Refused again, it changes nothing and stays in the list. Raises NotAllowed, and Refused
    when somebody settled this row meanwhile.
    """
    return _bring_in(actor, run, row_number, Result.REFUSED, cells=cells)


def answer_question(
    actor: Actor, run: ImportRun, *, row_number: int, answer: ImportAnswer, record: str = ""
) -> RowOutcome:
    """Do with a row whose record exists what a person says; `record` is the public id of another record
    than the one proposed. Raises as `mend_row`, and Refused when the one proposed is gone and the answer is
    not to create.
    """
    return _bring_in(actor, run, row_number, Result.ASKED, answer=answer, record=record)


def drop_row(actor: Actor, run: ImportRun, *, row_number: int) -> None:
    """Take a refused row, or one that waits for an answer, off the list: it is not imported.

    Raises NotAllowed, and Refused when somebody settled it meanwhile.
    """
    require_run(actor, run)
    with transaction.atomic():
        was = _settle(run, row_number)
        _count(run, was, None, incomplete=False)


def _bring_in(
    actor: Actor,
    run: ImportRun,
    row_number: int,
    expected: Result,
    *,
    cells: Mapping[int, str] | None = None,
    answer: ImportAnswer | None = None,
    record: str = "",
) -> RowOutcome:
    row = _with(row_to_mend(actor, run, row_number), cells or {}, len(run.columns))
    target = import_target(run.target)
    if target.group_by:
        raise Refused(_("Ces lignes vont par groupes : corrigez-les dans le fichier des lignes à corriger."))
    read = read_table_rows(target, run, [row])
    batch = ImportBatch(actor, run, timezone.now(), signature_of(run.columns)[:8], answer=answer)
    with transaction.atomic():
        write_alone()
        chosen = chosen_record(actor, target.kinds[0], record) if record else None
        if chosen is not None:
            read, batch.chosen = [onto(each, chosen) for each in read], {row_number: chosen.pk}
        elif answer is not None and answer is not ImportAnswer.CREATE:
            _require_record(run, target.kinds[0], row_number)
        was = _settle(run, row_number)
        if was is not expected:
            raise Refused(_("Quelqu’un s’est occupé de cette ligne entre-temps."))
        outcome: RowOutcome = target.write(batch, read)[0]
        if chosen is not None and getattr(batch.placed.get(row_number), "pk", None) != chosen.pk:
            raise Refused(_("Une autre fiche porte le même nom au même endroit : fusionnez-les d’abord."))
        if outcome.result is Result.REFUSED:
            transaction.set_rollback(True)
            return outcome
        batch.flush()
        store_issues(run, [row], [outcome])
        _count(run, was, outcome.result, incomplete=is_incomplete(outcome))
    run.refresh_from_db()
    return outcome


def _require_record(run: ImportRun, kind: str, row_number: int) -> None:
    questions = ImportRowIssue.objects.filter(run=run, row_number=row_number, severity="question")
    for name in gone_questions(kind, questions.order_by("pk")).values():
        raise Refused(say_row("row.gone", {"name": name}))


def require_settleable(run: ImportRun) -> None:
    """Raises Refused unless the import has ended and stands; makes whoever undoes or mends meanwhile wait."""
    held = ImportRun.objects.filter(
        pk=run.pk, state__in=[ImportState.DONE.value, ImportState.CANCELLED.value], dry_run=False
    )
    # Writing first makes whoever undoes or mends at the same moment wait for the end of this one.
    if not held.update(total_rows=F("total_rows")):
        raise Refused(
            _("Cet import n’est pas terminé, ou il est annulé : ses lignes restent comme elles sont.")
        )


def _settle(run: ImportRun, row_number: int) -> Result:
    """Take the issues of a row away; of two who settle it at once, one finds none left."""
    require_settleable(run)
    issues = ImportRowIssue.objects.filter(run=run, row_number=row_number)
    severities = set(issues.order_by().values_list("severity", flat=True))
    if not severities & {"error", "question"}:
        raise Refused(_("Quelqu’un s’est occupé de cette ligne entre-temps."))
    issues.delete()
    return Result.REFUSED if "error" in severities else Result.ASKED


def _count(run: ImportRun, was: Result, now: Result | None, *, incomplete: bool) -> None:
    steps = {f"{was.value}_count": F(f"{was.value}_count") - 1}
    if now is not None:
        steps[f"{now.value}_count"] = F(f"{now.value}_count") + 1
    else:
        steps["skipped_count"] = F("skipped_count") + 1
    if incomplete:
        steps["incomplete_count"] = F("incomplete_count") + 1
    ImportRun.objects.filter(pk=run.pk).update(**steps)


def replaced(row: TableRow, cells: Mapping[int, str]) -> TableRow:
    """A row with these cells in place of its own, by position."""
    return _with(row, cells, max(len(row.cells), *(at + 1 for at in cells), 0))


def _with(row: TableRow, cells: Mapping[int, str], width: int) -> TableRow:
    own = list(row.cells)
    if cells:
        # Whoever mends a row sees its columns alone: cells beyond them were the fault.
        own = [*own[:width], *[""] * (width - len(own))]
    for at, text in cells.items():
        if 0 <= at < width:
            own[at] = text[:LONGEST_CELL]
    return TableRow(row.number, tuple(own))


def require_run(actor: Actor, run: ImportRun) -> None:
    """Raises NotAllowed unless the actor may write what the import writes and sees this import."""
    require_import_rights(actor, run)
    if not visible_imports(actor).filter(pk=run.pk).exists():
        raise NotAllowed(_("Cet import n’est pas le vôtre. Rien n’a été changé."))
