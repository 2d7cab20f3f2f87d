"""`negoce check`: Django's own checks, and ours: `check einvoice FILE…`, `check invoices`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck
from django.utils import translation

from negoce.billing.documents.electronic.reading import LARGEST_FILE
from negoce.billing.documents.electronic.verdict import Outcome, Row, Verdict, verdict_of
from negoce.cli.issued_check import check_issued

_EXIT = {Outcome.VALID: 0, Outcome.INVALID: 1, Outcome.UNREADABLE: 2}


class Command(DjangoCheck):
    """Check the program, files from outside, or all that was issued."""

    help = (
        "Check the program (Django's checks); `check einvoice FILE…`: electronic invoices (XML, Factur-X, - reads the"
        " input); `check invoices`: numbers, chain, contents, files. Ends with 0 valid, 1 refused, 2 not readable."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let options stand anywhere: `check einvoice --json FILE` too."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a line (einvoice)")
        parser.add_argument(
            "--no-official", action="store_true", help="leave the official rules out (invoices)"
        )
        parser.add_argument("--language", choices=("fr", "en"), default="fr")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        topic = app_labels[0] if app_labels else ""
        with translation.override(str(options["language"])):
            if topic == "einvoice":
                self._files(app_labels[1:], as_json=bool(options["json"]))
            elif topic == "invoices":
                if check_issued(self.stdout.write, official=not options["no_official"]):
                    sys.exit(1)
            else:
                super().handle(*app_labels, **options)

    def _files(self, names: Iterable[str], *, as_json: bool) -> None:
        paths = list(names)
        if not paths:
            raise CommandError("Name a file: negoce check einvoice facture.xml")
        worst = 0
        for name in paths:
            verdict = verdict_of(_content(name))
            worst = max(worst, _EXIT[verdict.outcome])
            if as_json:
                self.stdout.write(json.dumps({"file": name, **asdict(verdict)}, ensure_ascii=False))
            else:
                self._tell(name, verdict)
        if worst:
            sys.exit(worst)

    def _tell(self, name: str, verdict: Verdict) -> None:
        facts = " · ".join(each for each in (verdict.syntax, verdict.profile, verdict.number) if each)
        self.stdout.write(f"{name}: {verdict.outcome.value.upper()}" + (f" · {facts}" if facts else ""))
        self.stdout.write(f"  {verdict.said}")
        for row in verdict.rows:
            self.stdout.write(_line(row))


def _content(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise CommandError(f"{name} cannot be read: {problem.strerror}", returncode=2) from problem


def _line(row: Row) -> str:
    mark = "warning" if row.is_warning else "error"
    parts = [f"  {mark:7} {row.rule}: {row.said}"]
    if row.where:
        parts.append(f"          {row.where}")
    return "\n".join(parts)
