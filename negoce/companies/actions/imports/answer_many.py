"""Gives one answer to many rows whose record exists: those that were ticked, or all that are left (F10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.create import signature_of
from negoce.companies.actions.imports.mend import require_run, require_settleable
from negoce.companies.actions.imports.pace import write_alone
from negoce.companies.actions.imports.reading import read_table_rows
from negoce.companies.actions.imports.run import is_incomplete, store_issues
from negoce.companies.enums import ImportAnswer
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.gone import gone_questions
from negoce.companies.queries.imports.source import prepared_path, rows_by_number
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.files.reading.rows import TableRow
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import ENDED, JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused

TASK = "companies.answer_import"
_BATCH = 100
Progress = Callable[[int, int], None]


def answer_rows(actor: Actor, run: ImportRun, *, row_numbers: Collection[int], answer: ImportAnswer) -> int:
    """Answer for these rows at once; returns how many were settled. Raises NotAllowed, Refused.

    A row whose record is gone goes on waiting unless the answer is to create.
    """
    require_run(actor, run)
    return _answer(actor, run, frozenset(row_numbers), answer, progress=lambda _done, _total: None)


def answer_all(actor: Actor, run: ImportRun, *, answer: ImportAnswer, enqueued: bool = True) -> ImportRun:
    """Hand the same answer for every row that waits to a worker. Raises NotAllowed, and Refused when none
    waits or a worker is at it.
    """
    require_run(actor, run)
    with transaction.atomic():
        require_settleable(run)
        run.refresh_from_db()
        if not run.asked_count:
            raise Refused(_("Plus aucune ligne n’attend de réponse."))
        if run.job is not None and run.job.state not in ENDED:
            raise Refused(_("Ces lignes sont déjà en cours de traitement."))
        if enqueued:
            arguments = {"run": run.pk, "answer": answer.value}
            job = enqueue(TASK, arguments, actor_id=actor.user_id, queue=JobQueue.LONG)
            ImportRun.objects.filter(pk=run.pk).update(job=job)
    run.refresh_from_db()
    return run


def run_answers(
    actor: Actor, run: ImportRun, *, answer: ImportAnswer, progress: Progress, hold: Callable[[], None]
) -> int:
    """Answer for every row that waits, a part in each transaction; returns how many."""
    require_run(actor, run)
    waiting = ImportRowIssue.objects.filter(run=run, severity="question")
    numbers = frozenset(waiting.order_by().values_list("row_number", flat=True))
    return _answer(actor, run, numbers, answer, progress=progress, hold=hold)


def _answer(
    actor: Actor,
    run: ImportRun,
    numbers: frozenset[int],
    answer: ImportAnswer,
    *,
    progress: Progress,
    hold: Callable[[], None] = lambda: None,
) -> int:
    if not prepared_path(run).exists():
        raise Refused(_("Le fichier de cet import n’est plus gardé : importez de nouveau ces lignes."))
    batch = ImportBatch(actor, run, timezone.now(), signature_of(run.columns)[:8], answer=answer)
    done = seen = 0
    progress(0, len(numbers))
    for rows in _pieces(rows_by_number(run, numbers)):
        batch.moment = timezone.now()
        with transaction.atomic():
            write_alone()
            hold()
            done += _answer_piece(batch, rows)
        seen += len(rows)
        progress(seen, len(numbers))
    run.refresh_from_db()
    return done


def _answer_piece(batch: ImportBatch, rows: Sequence[TableRow]) -> int:
    run = batch.run
    require_settleable(run)
    questions = ImportRowIssue.objects.filter(
        run=run, severity="question", row_number__in=[row.number for row in rows]
    )
    found, target = list(questions.order_by("pk")), import_target(run.target)
    waiting = {question.row_number for question in found}
    if batch.answer is not ImportAnswer.CREATE:
        waiting -= gone_questions(target.kinds[0], found).keys()
    rows = [row for row in rows if row.number in waiting]
    if not rows:
        return 0
    ImportRowIssue.objects.filter(run=run, row_number__in=[row.number for row in rows]).delete()
    outcomes: Sequence[RowOutcome] = target.write(batch, read_table_rows(target, run, rows))
    batch.flush()
    store_issues(run, rows, outcomes)
    _count(run, outcomes)
    return len(rows)


def _count(run: ImportRun, outcomes: Sequence[RowOutcome]) -> None:
    steps = {"asked_count": F("asked_count") - len(outcomes)}
    for result in Result:
        ended = sum(1 for outcome in outcomes if outcome.result is result)
        if ended and result is not Result.ASKED:
            steps[f"{result.value}_count"] = F(f"{result.value}_count") + ended
    incomplete = sum(1 for outcome in outcomes if is_incomplete(outcome))
    ImportRun.objects.filter(pk=run.pk).update(incomplete_count=F("incomplete_count") + incomplete, **steps)


def _pieces(rows: Iterator[TableRow]) -> Iterator[Sequence[TableRow]]:
    while piece := list(islice(rows, _BATCH)):
        yield piece
