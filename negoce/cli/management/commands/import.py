"""`negoce import companies FILE`: brings a file in from the command line."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from negoce.cli.progress import Progress
from negoce.companies.actions.imports.create import create_import
from negoce.companies.actions.imports.layout import LayoutChange, change_layout, change_mapping
from negoce.companies.actions.imports.run import run_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.runs import faulty_rows, issues_of
from negoce.companies.queries.imports.targets import import_target, import_targets
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.companies.words.import_findings import say_issue
from negoce.files.actions.file_store import pieces_of
from negoce.identity.enums import Origin
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.refusal import Refused

_SHOWN = 20


class Command(BaseCommand):
    """Import a file; the same reading, checks and actions as on screen."""

    help = "Import a CSV, TSV, TXT, XLSX or XLS file."
    seconds = 0.0

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target", choices=[target.key for target in import_targets()], help="what the file holds"
        )
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check every row and keep nothing")
        parser.add_argument(
            "--report", type=Path, help="write the rows to mend and their reasons here (CSV, UTF-8)"
        )
        parser.add_argument(
            "--as", dest="person", metavar="EMAIL", help="import as this person, with their rights"
        )
        parser.add_argument(
            "--header", type=int, metavar="ROW", help="row of the header, from 1; 0 when there is none"
        )
        parser.add_argument("--sheet", type=int, metavar="N", help="sheet of a workbook, from 1")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="say where a column goes (may be repeated)",
        )
        parser.add_argument("--language", choices=("fr", "en"), default="en", help="language of the reasons")

    def handle(self, *arguments: object, **options: object) -> None:
        with translation.override(str(options["language"])):
            try:
                run = self._import(options)
            except Refused as refusal:
                raise CommandError(refusal.message) from refusal
            self._summarise(run, options)

    def _import(self, options: dict[str, object]) -> ImportRun:
        path, actor = Path(str(options["file"])), _actor(options["person"])
        if not path.is_file():
            raise CommandError(f"{path}: no such file.")
        run = create_import(
            actor,
            name=path.name,
            pieces=pieces_of(path),
            target=str(options["target"]),
            dry_run=bool(options["dry_run"]),
        )
        _read_otherwise(actor, run, options)
        start_import(actor, run, enqueued=False)
        progress = Progress(path.name)
        try:
            return run_import(actor, run, progress=progress.show, hold=lambda: None)
        finally:
            progress.close()
            self.seconds = progress.seconds

    def _summarise(self, run: ImportRun, options: dict[str, object]) -> None:
        rate = (run.total_rows or 0) / max(self.seconds, 0.001)
        said = "checked, nothing was kept" if run.dry_run else "imported"
        self.stdout.write(
            f"{run.file.name}: {run.total_rows} rows {said} in {self.seconds:.1f} s ({rate:.0f}/s)"
        )
        for name in ("created", "updated", "unchanged", "skipped", "refused", "incomplete"):
            self.stdout.write(f"  {name:<11}{getattr(run, f'{name}_count'):>9}")
        for issue in issues_of(run)[:_SHOWN]:
            place = f"row {issue.row_number}, {issue.column}" if issue.column else f"row {issue.row_number}"
            self.stderr.write(f"  {place}: {say_issue(issue)}")
        if options["report"]:
            count = _write_report(run, Path(str(options["report"])))
            self.stdout.write(f"  {count} rows to mend are in {options['report']}")
        taken = (run.total_rows or 0) - run.refused_count
        if taken <= 0:
            raise CommandError("No row could be imported.")


def _actor(email: object) -> Actor:
    if not email:
        return system_actor("negoce import", Origin.COMMAND)
    user = User.objects.filter(email=str(email).lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"{email}: nobody signs in with this address.")
    return actor_for(user, origin=Origin.COMMAND)


def _read_otherwise(actor: Actor, run: ImportRun, options: dict[str, object]) -> None:
    header, sheet = options["header"], options["sheet"]
    if header is not None or sheet is not None:
        change = LayoutChange(
            sheet=None if sheet is None else int(str(sheet)) - 1,
            header_row=None if header is None else int(str(header)) - 1,
        )
        change_layout(actor, run, change=change)
    given = options["map"]
    if isinstance(given, list) and given:
        change_mapping(
            actor, run, mapping={**{int(at): key for at, key in run.mapping.items()}, **_mapping(run, given)}
        )


def _mapping(run: ImportRun, given: list[str]) -> dict[int, str]:
    fields = {field.key for field in import_target(run.target).fields}
    chosen = {}
    for pair in given:
        column, _, field = pair.rpartition("=")
        if column not in run.columns:
            raise CommandError(f"No column {column!r}. The file has: {', '.join(run.columns)}.")
        if field and field not in fields:
            raise CommandError(f"No field {field!r}. There are: {', '.join(sorted(fields))}.")
        chosen[run.columns.index(column)] = field
    return chosen


def _write_report(run: ImportRun, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*run.columns, "row", "result", "reason"])
        for row in faulty_rows(run):
            refused = any(issue.severity == "error" for issue in row.issues)
            reasons = " ".join(say_issue(issue) for issue in row.issues)
            cells = [*row.cells[: len(run.columns)], *[""] * (len(run.columns) - len(row.cells))]
            writer.writerow(
                [*map(neutralise, cells), row.number, "refused" if refused else "incomplete", reasons]
            )
            count += 1
    return count
