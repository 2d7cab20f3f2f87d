"""`negoce mail bounce FILE…`: reads mails that came back, from files, as the mailbox of `NEGOCE_BOUNCES` is read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from negoce.outbox.actions.bounce_record import record_notices


class Command(BaseCommand):
    """Read delivery notices (RFC 3464) saved as files; `-` reads the input (a pipe of the mail server)."""

    help = "`mail bounce FILE…`: read mails that came back (delivery notices, .eml; - reads the input)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["bounce"])
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Say for each file what it brought; ends with 1 when a file cannot be read."""
        for name in options["files"]:
            try:
                content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            except OSError as problem:
                raise CommandError(str(problem)) from problem
            found = record_notices(content)
            self.stdout.write(
                f"{name}: {found.recorded} recorded, {found.unknown} unknown, {found.other} other"
            )
